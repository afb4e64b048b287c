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
