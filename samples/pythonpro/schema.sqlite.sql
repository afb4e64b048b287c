-- The PythonPro sample on SQLite. Tables and columns are the same as in schema.postgres.sql.
-- Keys are plain numbers given by the seeder, so that both databases hold the same rows under the same keys.
-- SQLite takes any type name: the ones here say what a column holds (moments are ISO 8601 text in UTC, lists are JSON).

CREATE TABLE courses (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL
);

CREATE TABLE lessons (
  id INTEGER PRIMARY KEY,
  course_id INTEGER NOT NULL REFERENCES courses (id),
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  position INTEGER NOT NULL
);
CREATE INDEX lessons_course ON lessons (course_id);

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  email_verified_at TIMESTAMP,
  password_hash TEXT,
  google_oauth_subject TEXT UNIQUE,
  locale TEXT NOT NULL,
  role TEXT NOT NULL,
  signup_ip TEXT,
  created_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP
);
CREATE UNIQUE INDEX users_email_folded ON users (lower(email));

CREATE TABLE profiles (
  user_id INTEGER PRIMARY KEY REFERENCES users (id),
  display_name TEXT NOT NULL,
  bio TEXT,
  website TEXT,
  birth_year INTEGER,
  interests JSON NOT NULL,
  preferences JSON NOT NULL,
  updated_at TIMESTAMP NOT NULL
);

CREATE TABLE devices (
  id UUID NOT NULL PRIMARY KEY,
  user_id INTEGER REFERENCES users (id),
  device_type TEXT NOT NULL,
  browser TEXT NOT NULL,
  os TEXT NOT NULL,
  screen TEXT NOT NULL,
  trusted BOOLEAN NOT NULL,
  last_ip TEXT,
  first_seen_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP NOT NULL
);
CREATE INDEX devices_user ON devices (user_id);

CREATE TABLE sessions (
  id UUID NOT NULL PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  device_id UUID REFERENCES devices (id),
  token_hash BLOB NOT NULL UNIQUE,
  ip TEXT,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_device ON sessions (device_id);

CREATE TABLE contact_messages (
  id INTEGER PRIMARY KEY,
  user_id INTEGER REFERENCES users (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  ip TEXT,
  sent_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP
);
CREATE INDEX contact_messages_user ON contact_messages (user_id);
CREATE INDEX contact_messages_email ON contact_messages (email);
CREATE INDEX contact_messages_email_folded ON contact_messages (lower(email));

CREATE TABLE billing_references (
  id INTEGER PRIMARY KEY,
  user_id INTEGER REFERENCES users (id),
  processor TEXT NOT NULL,
  customer_reference TEXT NOT NULL UNIQUE,
  card_brand TEXT,
  card_last4 TEXT,
  billing_country TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_charged_at TIMESTAMP
);
CREATE INDEX billing_references_user ON billing_references (user_id);

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  billing_reference_id INTEGER REFERENCES billing_references (id),
  plan TEXT NOT NULL,
  status TEXT NOT NULL,
  price DECIMAL(12,2) NOT NULL,
  currency TEXT NOT NULL,
  started_at TIMESTAMP NOT NULL,
  renews_on DATE,
  cancelled_at TIMESTAMP
);
CREATE INDEX subscriptions_user ON subscriptions (user_id);
CREATE INDEX subscriptions_billing_reference ON subscriptions (billing_reference_id);

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  user_id INTEGER REFERENCES users (id),
  subscription_id INTEGER REFERENCES subscriptions (id),
  billing_reference_id INTEGER REFERENCES billing_references (id),
  status TEXT NOT NULL,
  billed_name TEXT,
  billed_email TEXT,
  billing_country TEXT NOT NULL,
  buyer_ip TEXT,
  net DECIMAL(12,2) NOT NULL,
  tax DECIMAL(12,2) NOT NULL,
  total DECIMAL(12,2) NOT NULL,
  currency TEXT NOT NULL,
  issued_at TIMESTAMP NOT NULL,
  paid_at TIMESTAMP
);
CREATE INDEX invoices_user ON invoices (user_id);
CREATE INDEX invoices_subscription ON invoices (subscription_id);
CREATE INDEX invoices_billing_reference ON invoices (billing_reference_id);

CREATE TABLE invoice_lines (
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  line INTEGER NOT NULL,
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(12,2) NOT NULL,
  period_start DATE NOT NULL,
  period_end DATE NOT NULL,
  booked_at TIMESTAMP NOT NULL,
  PRIMARY KEY (invoice_id, line)
);

CREATE TABLE consents (
  id INTEGER PRIMARY KEY,
  user_id INTEGER REFERENCES users (id),
  kind TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  receipt_code TEXT NOT NULL UNIQUE,
  ip TEXT,
  given_at TIMESTAMP NOT NULL,
  withdrawn_at TIMESTAMP
);
CREATE INDEX consents_user ON consents (user_id);

CREATE TABLE newsletter_subscribers (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT,
  topics JSON NOT NULL,
  signup_page TEXT NOT NULL,
  unsubscribe_token TEXT NOT NULL UNIQUE,
  subscribed_at TIMESTAMP NOT NULL,
  confirmed_at TIMESTAMP,
  unsubscribed_at TIMESTAMP
);
CREATE UNIQUE INDEX newsletter_subscribers_email_folded ON newsletter_subscribers (lower(email));

CREATE TABLE lesson_authors (
  id INTEGER PRIMARY KEY,
  lesson_id INTEGER NOT NULL REFERENCES lessons (id),
  user_id INTEGER REFERENCES users (id),
  role TEXT NOT NULL,
  added_at TIMESTAMP NOT NULL
);
CREATE INDEX lesson_authors_lesson ON lesson_authors (lesson_id);
CREATE INDEX lesson_authors_user ON lesson_authors (user_id);

CREATE TABLE lesson_progress (
  user_id INTEGER NOT NULL REFERENCES users (id),
  lesson_id INTEGER NOT NULL REFERENCES lessons (id),
  percent INTEGER NOT NULL,
  seconds_spent INTEGER NOT NULL,
  started_at TIMESTAMP NOT NULL,
  completed_at TIMESTAMP,
  PRIMARY KEY (user_id, lesson_id)
);
CREATE INDEX lesson_progress_lesson ON lesson_progress (lesson_id);

CREATE TABLE quiz_answers (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  lesson_id INTEGER NOT NULL REFERENCES lessons (id),
  question INTEGER NOT NULL,
  answer TEXT NOT NULL,
  correct BOOLEAN NOT NULL,
  answered_at TIMESTAMP NOT NULL
);
CREATE INDEX quiz_answers_user ON quiz_answers (user_id);
CREATE INDEX quiz_answers_lesson ON quiz_answers (lesson_id);

CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  lesson_id INTEGER NOT NULL REFERENCES lessons (id),
  parent_id INTEGER REFERENCES comments (id),
  author_id INTEGER REFERENCES users (id),
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  ip TEXT,
  moderated_by INTEGER REFERENCES users (id),
  moderated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX comments_lesson ON comments (lesson_id);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_author ON comments (author_id);
CREATE INDEX comments_moderated_by ON comments (moderated_by);

CREATE TABLE comment_votes (
  comment_id INTEGER NOT NULL REFERENCES comments (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  value INTEGER NOT NULL,
  voted_at TIMESTAMP NOT NULL,
  PRIMARY KEY (comment_id, user_id)
);
CREATE INDEX comment_votes_user ON comment_votes (user_id);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  sender_id INTEGER REFERENCES users (id),
  recipient_id INTEGER REFERENCES users (id),
  body TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  read_at TIMESTAMP
);
CREATE INDEX messages_sender ON messages (sender_id);
CREATE INDEX messages_recipient ON messages (recipient_id);

CREATE TABLE code_runs (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  lesson_id INTEGER REFERENCES lessons (id),
  source_code TEXT NOT NULL,
  output TEXT NOT NULL,
  exit_code INTEGER NOT NULL,
  random_seed INTEGER NOT NULL,
  duration_ms DOUBLE NOT NULL,
  ran_at TIMESTAMP NOT NULL
);
CREATE INDEX code_runs_user ON code_runs (user_id);
CREATE INDEX code_runs_lesson ON code_runs (lesson_id);

CREATE TABLE uploads (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  stored_name TEXT NOT NULL,
  original_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  uploaded_at TIMESTAMP NOT NULL,
  UNIQUE (user_id, stored_name)
);

CREATE TABLE page_views (
  id INTEGER PRIMARY KEY,
  user_id INTEGER REFERENCES users (id),
  device_id UUID REFERENCES devices (id),
  path TEXT NOT NULL,
  referrer TEXT,
  country TEXT,
  browser TEXT,
  os TEXT,
  device_type TEXT,
  screen TEXT,
  ip TEXT,
  time_on_page INTEGER,
  viewed_at TIMESTAMP NOT NULL
);
CREATE INDEX page_views_user ON page_views (user_id);
CREATE INDEX page_views_device ON page_views (device_id, user_id);
CREATE INDEX page_views_viewed_at ON page_views (viewed_at);

CREATE TABLE sample_seed_state (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  people INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  today TIMESTAMP NOT NULL
);
