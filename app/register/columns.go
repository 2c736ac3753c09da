package register

import "sporteli/app/ui"

// columns are those of the log, the ones that go first in a narrow window with
// the highest Drop.
func columns() []ui.Column[Row] {
	muted := func(Row) ui.CellStyle { return ui.CellStyle{Muted: true} }
	return []ui.Column[Row]{
		{
			ID: "day", Title: "register.day", Width: 92, Text: func(r Row) string { return r.Day },
			Style: func(r Row) ui.CellStyle { return ui.CellStyle{Bold: r.NewDay, Muted: !r.NewDay} },
		},
		{ID: "time", Title: "register.time", Width: 56, Text: func(r Row) string { return r.Time }},
		{
			ID: "who", Title: "register.who", Width: 160, Flex: 2, Text: func(r Row) string { return r.Who },
			Style: func(r Row) ui.CellStyle { return ui.CellStyle{Bold: !r.Light, Muted: r.Light} },
		},
		{ID: "person", Title: "register.person", Width: 122, Drop: 4, Text: func(r Row) string { return r.Person }, Style: muted},
		{ID: "category", Title: "field.consultation.category", Width: 140, Flex: 2, Drop: 3, Text: func(r Row) string { return r.Category }},
		{ID: "topics", Title: "field.consultation.topics", Width: 170, Flex: 3, Text: func(r Row) string { return r.Topics }},
		{ID: "sheets", Title: "register.sheets", Width: 66, Drop: 6, Text: func(r Row) string { return r.Sheets }},
		{ID: "referrals", Title: "register.referrals", Width: 50, Drop: 5, Text: func(r Row) string { return r.Referrals }},
		{ID: "officer", Title: "field.consultation.officer", Width: 96, Flex: 1, Drop: 7, Text: func(r Row) string { return r.Officer }, Style: muted},
		{
			ID: "state", Title: "register.state", Width: 100, Drop: 1, Text: func(r Row) string { return r.State },
			Style: func(r Row) ui.CellStyle { return ui.CellStyle{Badge: true, Tone: r.Tone} },
		},
	}
}
