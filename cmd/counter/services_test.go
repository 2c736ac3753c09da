package main

import (
	"reflect"
	"testing"
)

// A screen without its service would end the program when it is opened.
func TestEveryScreenHasItsService(t *testing.T) {
	v := reflect.ValueOf(services(&desk{}))
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			t.Errorf("nothing stands behind %s", v.Type().Field(i).Name)
		}
	}
}
