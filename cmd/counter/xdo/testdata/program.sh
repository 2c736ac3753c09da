#!/bin/sh
# Stands in for the program: a window that reports every key and click it gets, and observations recorded beforehand.
set -eu
while [ $# -gt 0 ]; do
	case $1 in
	--observe) cat "$RECORDED" >>"$2"; shift ;;
	esac
	shift
done
exec stdbuf -oL xev -name Sporteli
