create table users (
  id bigint primary key, email text not null unique, name text not null, phone text, locale varchar(12) not null,
  is_staff boolean not null, created_at timestamptz not null);

create table orders (
  id bigint generated always as identity primary key, user_id bigint not null references users, number uuid not null,
  status text not null, total numeric(12,2) not null, placed_at timestamptz not null, shipped_on date, shipping jsonb not null);

create table order_items (
  id bigint generated always as identity primary key, order_id bigint not null references orders, sku text not null,
  title text not null, quantity integer not null, unit_price numeric(12,2) not null);

create table events (
  id bigint generated always as identity primary key, user_id bigint not null references users, session uuid not null,
  kind text not null, path text not null, duration double precision, properties jsonb not null, happened_at timestamptz not null);

-- One of the two people is the user; the other end is the support desk.
create table messages (
  id bigint generated always as identity primary key, sender_id bigint references users, recipient_id bigint references users,
  subject text not null, body text not null, sent_at timestamptz not null, read_at timestamptz);

create table folders (
  id bigint primary key, user_id bigint references users, parent_id bigint references folders, name text not null,
  created_at timestamp not null);

create table payments (
  id bigint generated always as identity primary key, order_id bigint not null references orders, provider text not null,
  amount numeric(12,2) not null, paid_at timestamptz not null);

create table sessions (
  id uuid primary key, user_id bigint not null references users, agent text not null, ip inet not null,
  started_at timestamptz not null, ended_at timestamptz);

create table notifications (
  id bigint generated always as identity primary key, user_id bigint not null references users, kind text not null,
  body text not null, is_read boolean not null, sent_at timestamptz not null);

create table reactions (
  user_id bigint not null references users, lesson_id integer not null, kind text not null, made_at timestamptz not null,
  primary key (user_id, lesson_id));

create table addresses (
  id bigint generated always as identity primary key, user_id bigint not null references users, line text not null, city text not null,
  country char(2) not null);

create table devices (
  id bigint generated always as identity primary key, user_id bigint not null references users, model text not null, push_token text not null,
  seen_at timestamptz not null);
