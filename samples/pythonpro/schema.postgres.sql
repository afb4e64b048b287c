-- The PythonPro sample on PostgreSQL. Tables and columns are the same as in schema.sqlite.sql.
-- Keys are plain numbers given by the seeder, so that both databases hold the same rows under the same keys.

CREATE TABLE courses (
  id bigint PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  title text NOT NULL
);

CREATE TABLE lessons (
  id bigint PRIMARY KEY,
  course_id bigint NOT NULL REFERENCES courses (id),
  slug text NOT NULL UNIQUE,
  title text NOT NULL,
  position integer NOT NULL
);
CREATE INDEX lessons_course ON lessons (course_id);

CREATE TABLE users (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified_at timestamptz,
  password_hash text,
  google_oauth_subject text UNIQUE,
  locale text NOT NULL,
  role text NOT NULL,
  signup_ip inet,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz
);
CREATE UNIQUE INDEX users_email_folded ON users (lower(email));

CREATE TABLE profiles (
  user_id bigint PRIMARY KEY REFERENCES users (id),
  display_name text NOT NULL,
  bio text,
  website text,
  birth_year integer,
  interests text[] NOT NULL,
  preferences jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE devices (
  id uuid PRIMARY KEY,
  user_id bigint REFERENCES users (id),
  device_type text NOT NULL,
  browser text NOT NULL,
  os text NOT NULL,
  screen text NOT NULL,
  trusted boolean NOT NULL,
  last_ip inet,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX devices_user ON devices (user_id);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  device_id uuid REFERENCES devices (id),
  token_hash bytea NOT NULL UNIQUE,
  ip inet,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_device ON sessions (device_id);

CREATE TABLE contact_messages (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id),
  name text NOT NULL,
  email text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  ip inet,
  sent_at timestamptz NOT NULL,
  answered_at timestamptz
);
CREATE INDEX contact_messages_user ON contact_messages (user_id);
CREATE INDEX contact_messages_email ON contact_messages (email);
CREATE INDEX contact_messages_email_folded ON contact_messages (lower(email));

CREATE TABLE billing_references (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id),
  processor text NOT NULL,
  customer_reference text NOT NULL UNIQUE,
  card_brand text,
  card_last4 text,
  billing_country text NOT NULL,
  created_at timestamptz NOT NULL,
  last_charged_at timestamptz
);
CREATE INDEX billing_references_user ON billing_references (user_id);

CREATE TABLE subscriptions (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  billing_reference_id bigint REFERENCES billing_references (id),
  plan text NOT NULL,
  status text NOT NULL,
  price numeric(12,2) NOT NULL,
  currency text NOT NULL,
  started_at timestamptz NOT NULL,
  renews_on date,
  cancelled_at timestamptz
);
CREATE INDEX subscriptions_user ON subscriptions (user_id);
CREATE INDEX subscriptions_billing_reference ON subscriptions (billing_reference_id);

CREATE TABLE invoices (
  id bigint PRIMARY KEY,
  number text NOT NULL UNIQUE,
  user_id bigint REFERENCES users (id),
  subscription_id bigint REFERENCES subscriptions (id),
  billing_reference_id bigint REFERENCES billing_references (id),
  status text NOT NULL,
  billed_name text,
  billed_email text,
  billing_country text NOT NULL,
  buyer_ip inet,
  net numeric(12,2) NOT NULL,
  tax numeric(12,2) NOT NULL,
  total numeric(12,2) NOT NULL,
  currency text NOT NULL,
  issued_at timestamptz NOT NULL,
  paid_at timestamptz
);
CREATE INDEX invoices_user ON invoices (user_id);
CREATE INDEX invoices_subscription ON invoices (subscription_id);
CREATE INDEX invoices_billing_reference ON invoices (billing_reference_id);

CREATE TABLE invoice_lines (
  invoice_id bigint NOT NULL REFERENCES invoices (id),
  line integer NOT NULL,
  description text NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(12,2) NOT NULL,
  period_start date NOT NULL,
  period_end date NOT NULL,
  booked_at timestamptz NOT NULL,
  PRIMARY KEY (invoice_id, line)
);

CREATE TABLE consents (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id),
  kind text NOT NULL,
  policy_version text NOT NULL,
  receipt_code text NOT NULL UNIQUE,
  ip inet,
  given_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX consents_user ON consents (user_id);

CREATE TABLE newsletter_subscribers (
  id bigint PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text,
  topics text[] NOT NULL,
  signup_page text NOT NULL,
  unsubscribe_token text NOT NULL UNIQUE,
  subscribed_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  unsubscribed_at timestamptz
);
CREATE UNIQUE INDEX newsletter_subscribers_email_folded ON newsletter_subscribers (lower(email));

CREATE TABLE lesson_authors (
  id bigint PRIMARY KEY,
  lesson_id bigint NOT NULL REFERENCES lessons (id),
  user_id bigint REFERENCES users (id),
  role text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX lesson_authors_lesson ON lesson_authors (lesson_id);
CREATE INDEX lesson_authors_user ON lesson_authors (user_id);

CREATE TABLE lesson_progress (
  user_id bigint NOT NULL REFERENCES users (id),
  lesson_id bigint NOT NULL REFERENCES lessons (id),
  percent integer NOT NULL,
  seconds_spent integer NOT NULL,
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (user_id, lesson_id)
);
CREATE INDEX lesson_progress_lesson ON lesson_progress (lesson_id);

CREATE TABLE quiz_answers (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  lesson_id bigint NOT NULL REFERENCES lessons (id),
  question integer NOT NULL,
  answer text NOT NULL,
  correct boolean NOT NULL,
  answered_at timestamptz NOT NULL
);
CREATE INDEX quiz_answers_user ON quiz_answers (user_id);
CREATE INDEX quiz_answers_lesson ON quiz_answers (lesson_id);

CREATE TABLE comments (
  id bigint PRIMARY KEY,
  lesson_id bigint NOT NULL REFERENCES lessons (id),
  parent_id bigint REFERENCES comments (id),
  author_id bigint REFERENCES users (id),
  author_name text NOT NULL,
  body text NOT NULL,
  ip inet,
  moderated_by bigint REFERENCES users (id),
  moderated_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX comments_lesson ON comments (lesson_id);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_author ON comments (author_id);
CREATE INDEX comments_moderated_by ON comments (moderated_by);

CREATE TABLE comment_votes (
  comment_id bigint NOT NULL REFERENCES comments (id),
  user_id bigint NOT NULL REFERENCES users (id),
  value smallint NOT NULL,
  voted_at timestamptz NOT NULL,
  PRIMARY KEY (comment_id, user_id)
);
CREATE INDEX comment_votes_user ON comment_votes (user_id);

CREATE TABLE messages (
  id bigint PRIMARY KEY,
  sender_id bigint REFERENCES users (id),
  recipient_id bigint REFERENCES users (id),
  body text NOT NULL,
  sent_at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX messages_sender ON messages (sender_id);
CREATE INDEX messages_recipient ON messages (recipient_id);

CREATE TABLE code_runs (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  lesson_id bigint REFERENCES lessons (id),
  source_code text NOT NULL,
  output text NOT NULL,
  exit_code integer NOT NULL,
  random_seed bigint NOT NULL,
  duration_ms double precision NOT NULL,
  ran_at timestamptz NOT NULL
);
CREATE INDEX code_runs_user ON code_runs (user_id);
CREATE INDEX code_runs_lesson ON code_runs (lesson_id);

CREATE TABLE uploads (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  stored_name text NOT NULL,
  original_name text NOT NULL,
  content_type text NOT NULL,
  size_bytes bigint NOT NULL,
  uploaded_at timestamptz NOT NULL,
  UNIQUE (user_id, stored_name)
);

CREATE TABLE page_views (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id),
  device_id uuid REFERENCES devices (id),
  path text NOT NULL,
  referrer text,
  country text,
  browser text,
  os text,
  device_type text,
  screen text,
  ip inet,
  time_on_page integer,
  viewed_at timestamptz NOT NULL
);
CREATE INDEX page_views_user ON page_views (user_id);
CREATE INDEX page_views_device ON page_views (device_id, user_id);
CREATE INDEX page_views_viewed_at ON page_views (viewed_at);

CREATE TABLE sample_seed_state (
  id integer PRIMARY KEY,
  version integer NOT NULL,
  people integer NOT NULL,
  seed integer NOT NULL,
  today timestamptz NOT NULL
);
