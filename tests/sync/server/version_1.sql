CREATE TABLE chains (
	scope TEXT NOT NULL, 
	replica TEXT NOT NULL, 
	n BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (scope, replica)
);
CREATE TABLE cursors (
	device_id TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	PRIMARY KEY (device_id, scope)
);
CREATE TABLE devices (
	id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	tag TEXT NOT NULL, 
	email TEXT NOT NULL, 
	replica TEXT NOT NULL, 
	token_hash TEXT NOT NULL, 
	public_key BLOB, 
	enrolled_at TEXT NOT NULL, 
	seen_at TEXT, 
	revoked_at TEXT, 
	state_hash TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (number), 
	UNIQUE (token_hash)
);
CREATE TABLE enrolment_codes (
	hash TEXT NOT NULL, 
	email TEXT NOT NULL, 
	device_id TEXT, 
	PRIMARY KEY (hash)
);
CREATE TABLE offices (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent TEXT, 
	PRIMARY KEY (code), 
	FOREIGN KEY(parent) REFERENCES offices (code)
);
CREATE TABLE operations (
	scope TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	record TEXT NOT NULL, 
	dot TEXT NOT NULL, 
	table_name TEXT NOT NULL, 
	atom TEXT NOT NULL, 
	base TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (scope, seq)
);
CREATE INDEX ix_operations_record ON operations (scope, record);
CREATE TABLE parts (
	scope TEXT NOT NULL, 
	replica TEXT NOT NULL, 
	first_n BIGINT NOT NULL, 
	"index" INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (scope, replica, first_n, "index")
);
CREATE TABLE scopes (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	office TEXT, 
	counter BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE server_state (
	name TEXT NOT NULL, 
	value TEXT, 
	PRIMARY KEY (name)
);
CREATE TABLE transactions (
	scope TEXT NOT NULL, 
	replica TEXT NOT NULL, 
	first_n BIGINT NOT NULL, 
	count INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	device_id TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	code TEXT, 
	first_seq BIGINT, 
	body BLOB NOT NULL, 
	PRIMARY KEY (scope, replica, first_n)
);
CREATE UNIQUE INDEX ix_transactions_order ON transactions (scope, first_seq);
CREATE INDEX ix_transactions_outcome ON transactions (outcome);
CREATE TABLE roles (
	email TEXT NOT NULL, 
	office TEXT NOT NULL, 
	role TEXT NOT NULL, 
	PRIMARY KEY (email, office), 
	FOREIGN KEY(office) REFERENCES offices (code)
);
