package casefile

import "time"

// Page is one stretch of a list: lists are read from key to key, never whole.
type Page[R any] struct {
	Rows []R
	// Next is the key to continue after, "" at the end.
	Next string
	// Total is how many rows the whole list has.
	Total int
}

// Span asks for one page.
type Span struct {
	// After is Page.Next of the page before, "" for the first.
	After string
	// Limit is the most rows wanted; zero means 50.
	Limit int
}

// Size returns the limit within sensible bounds.
func (s Span) Size() int {
	switch {
	case s.Limit <= 0:
		return 50
	case s.Limit > 1000:
		return 1000
	default:
		return s.Limit
	}
}

// SyncState says where a record stands on its way to the centre.
type SyncState string

const (
	// SyncLocal: this PC has no centre yet.
	SyncLocal SyncState = "local"
	// SyncWaiting: something written here has no receipt yet.
	SyncWaiting SyncState = "waiting"
	// SyncSent: the centre has signed for everything written here.
	SyncSent SyncState = "sent"
	// SyncHeld: the centre keeps it back and says why.
	SyncHeld SyncState = "held"
)

// ClientRow is a client in a list.
type ClientRow struct {
	ID           ID
	GivenName    string
	FatherName   string
	FamilyName   string
	MaidenName   string
	BirthDate    string
	Sex          string
	Municipality string
	// Phone is the first number, "" if none or if only the card is here.
	Phone string
	// Category is that of the latest intake or visit, "" if none.
	Category string
	// LastVisit is the day of the latest consultation, "" if none.
	LastVisit string
	// CardOnly is set when the file lies at another office and only its index
	// card is here.
	CardOnly bool
	Office   ID
	// Conflict is set when a field holds two values that somebody must settle.
	Conflict bool
	Sync     SyncState
}

// Name returns the full name as an office writes it.
func (r ClientRow) Name() string { return FullName(r.GivenName, r.FatherName, r.FamilyName) }

// ClientQuery asks for clients.
type ClientQuery struct {
	Span
	// Text is anything of names, document or phone numbers; "" lists all,
	// the latest changed first.
	Text string
}

// Candidate is a client being typed, for the duplicate check.
type Candidate struct {
	GivenName, FatherName, FamilyName, BirthDate, Sex string
	PersonalNumber                                    string
	Phones, Documents                                 []string
	// Self is left out of the result.
	Self ID
}

// Match is a likely duplicate.
type Match struct {
	ClientRow
	// Score is 0 to 100; only matches worth showing are returned, best first.
	Score int
	// Reasons are translation keys "duplicate.<reason>": name, birth, father,
	// number, phone, document.
	Reasons []string
}

// ConsultationRow is a visit in the register.
type ConsultationRow struct {
	ID       ID
	Client   ID
	Name     string // of the client, "" for a light visit
	HeldAt   string
	Channel  string
	Category string
	Topics   []string
	Outcomes []string
	Sex      string
	AgeBand  string
	Place    string // municipality
	Officer  ID
	// OfficerName is "" when the officer's record is not here.
	OfficerName string
	Sheets      int
	Referrals   int
	Note        string
	Sync        SyncState
}

// RegisterQuery asks for visits, the latest first.
type RegisterQuery struct {
	Span
	// From and To are days, both included; "" leaves the end open.
	From, To string
	Officer  ID
	Category string
	// Topic finds visits on it and on the topics below it: "reg" finds
	// "reg.de.wb".
	Topic  string
	Place  string
	Client ID
}

// ReferralRow is a referral in a list.
type ReferralRow struct {
	ID          ID
	Number      string
	Client      ID
	Name        string
	Institution string
	Target      string
	Needs       []string
	Urgency     string
	Status      string
	CreatedOn   string
	DueOn       string
	Outcome     string
	Officer     ID
	OfficerName string
	Overdue     bool
	Conflict    bool
	Sync        SyncState
}

// ReferralQuery asks for referrals: overdue first, then by due day.
type ReferralQuery struct {
	Span
	Client ID
	// Open leaves out those in a final state.
	Open bool
	// Overdue keeps only those whose answer should have come.
	Overdue bool
	// Text is a number or part of a name or institution.
	Text string
}

// FollowUpRow is something promised.
type FollowUpRow struct {
	ID      ID
	Client  ID
	Name    string
	DueOn   string
	What    string
	Status  string
	Officer ID
	Overdue bool
}

// SheetRow is an information sheet in the library.
type SheetRow struct {
	ID           ID
	Code         string
	Version      int
	Title        map[string]string // by language
	Summary      map[string]string
	Topics       []string
	Destinations []string
	CheckedOn    string
	ValidUntil   string
	Verified     bool
	// Outdated counts the clients of this office who hold an older version.
	Outdated int
}

// SheetQuery asks for sheets by topic, destination or words of the title.
type SheetQuery struct {
	Text, Topic, Destination string
	// Suggest ranks by how well topics and destination fit instead of filtering.
	Topics []string
}

// InstitutionRow is an entry of the directory.
type InstitutionRow struct {
	ID           ID
	Code         string
	Kind         string
	Name         map[string]string
	Municipality string
	Address      string
	Phone        string
	Email        string
	Website      string
	// Verified is "yes", "partial" or "unverified".
	Verified  string
	CheckedOn string
}

// InstitutionQuery asks for entries of the directory.
type InstitutionQuery struct {
	Text string
	// Kind is a code of referral_target, "" for all.
	Kind string
	// County puts those that serve it, and national ones, first.
	County string
}

// Holder is a client who was given a sheet.
type Holder struct {
	Client   ID
	Name     string
	Version  int
	Language string
	GivenOn  string
}

// TimelineItem is one thing that happened with a client.
type TimelineItem struct {
	ID   ID
	Kind Kind
	// At is a date or date-time.
	At string
	// Record is the whole record, for its title and detail.
	Record Record
}

// Change is one step in the history of a record.
type Change struct {
	Event  EventID
	At     time.Time
	Author ID
	// AuthorName is "" when the officer's record is not here.
	AuthorName string
	Device     DeviceID
	// Doubt is set when the device's clock was not to be trusted.
	Doubt  bool
	Fields []FieldChange
	// Erased is set when what was written is gone for good.
	Erased bool
}

// FieldChange is one field of a step with both values.
type FieldChange struct {
	Field  string
	Before []string
	After  []string
}

// Draft is a form that was begun and not saved yet. It stays on this PC.
type Draft struct {
	ID      ID
	Officer ID
	// Form names the screen that can open it.
	Form string
	// Title is what the list of drafts shows.
	Title string
	// Body is the screen's own JSON.
	Body    []byte
	SavedAt time.Time
}

// TodayBoard is what an officer sees in the morning.
type TodayBoard struct {
	Day string
	// Visits of this office today, light ones included.
	Visits    int
	FollowUps []FollowUpRow
	// Referrals without an answer past their day, and those due within a week.
	Referrals []ReferralRow
	Drafts    []Draft
	// Conflicts are clients and referrals with two values in one field.
	Conflicts []ConflictRow
	// OutdatedSheets are sheets of which somebody holds an older version.
	OutdatedSheets []SheetRow
	ClockDoubt     bool
	// FreeBytes on the disk of the data folder, -1 when not known.
	FreeBytes int64
}

// ConflictRow names a record that waits to be settled.
type ConflictRow struct {
	ID     ID
	Kind   Kind
	Client ID
	Name   string
	Fields []string
}

// SyncStatus is what the top bar says.
type SyncStatus struct {
	Enrolled bool
	// Waiting counts records written here that have no receipt yet.
	Waiting int
	// Held counts changes the centre keeps back.
	Held int
	// Conflicts counts records with something to settle.
	Conflicts int
	// SentAt is when the centre last signed for something, zero if never.
	SentAt time.Time
	// TriedAt is the last attempt; Problem is what stopped it, "" if nothing.
	TriedAt time.Time
	Problem Code
	// Running is set while an exchange is under way.
	Running bool
	// Done and Total count records of the exchange under way; Total is 0 when
	// not known.
	Done, Total int
	// NextTry is when it will try again by itself.
	NextTry time.Time
	// Restored is when the program last found that the data of this PC had been
	// put back from an older copy, zero if never. What was written after that copy
	// and had reached the centre comes back with the next exchanges; what had not
	// is gone, and the officer should be told.
	Restored time.Time
	// Copied is when the centre last showed that another disk writes in the name
	// of this PC, zero if never. Nothing is lost; the coordinator should be told.
	Copied time.Time
}

// Identity is what this PC knows about itself.
type Identity struct {
	Device DeviceID
	Office ID
	// OfficeName and OfficeCode as the centre gave them.
	OfficeName, OfficeCode string
	Municipality, County   string
	// Role is what the enrolment code was for.
	Role Role
	// Series is the letter of this PC's numbers.
	Series string
	// CentreURL is "" before enrolment.
	CentreURL string
	// CentreKey verifies what the centre signs (Ed25519).
	CentreKey []byte
	// Authority is the centre's certificate authority (DER), nil where the
	// system's own are to be trusted.
	Authority []byte
	// Sample is set when everything here is invented.
	Sample bool
}

// Accepted is what came of applying one answer of the centre.
type Accepted struct {
	// Received counts events that were new here.
	Received int
	// Conflicts counts records with something to settle after it.
	Conflicts int
	// Fork is set when the centre holds another history of one of this PC's logs:
	// a copied or restored disk.
	Fork bool
}

// OfficerName is somebody who works here, for filters and greetings.
type OfficerName struct {
	ID   ID
	Name string
	Role Role
}

// CheckReport is what looking through the data found.
type CheckReport struct {
	Events, Entries, Records int
	Faults                   []CheckFault
}

// CheckFault is one thing that is not as it must be.
type CheckFault struct {
	Code Code
	// Where names a table or record, never what is in it.
	Where string
}
