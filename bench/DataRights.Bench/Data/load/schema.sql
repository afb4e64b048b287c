-- Ten tables. Every id tells whose row it is (id / 100000000), so that what is left can be checked without owners.
create table users (id bigint primary key, email text not null unique, name text not null, created_at timestamptz not null);
create table profiles (id bigint primary key, user_id bigint not null references users, bio text, locale text not null);
create table addresses (id bigint primary key, user_id bigint not null references users, street text not null, city text not null);
create table orders (
  id bigint primary key, user_id bigint not null references users, number uuid not null, status text not null, total numeric(12,2) not null,
  placed_at timestamptz not null);
create table order_items (
  id bigint primary key, order_id bigint not null references orders, sku text not null, title text not null, quantity integer not null,
  unit_price numeric(12,2) not null);
create table payments (
  id bigint primary key, order_id bigint not null references orders, amount numeric(12,2) not null, method text not null, paid_at timestamptz not null);
create table sessions (id bigint primary key, user_id bigint not null references users, agent text not null, ip inet not null, started_at timestamptz not null);
create table events (
  id bigint primary key, user_id bigint not null references users, kind text not null, path text not null, properties jsonb not null,
  happened_at timestamptz not null);
create table messages (id bigint primary key, user_id bigint not null references users, subject text not null, body text not null, sent_at timestamptz not null);
create table notes (id bigint primary key, user_id bigint not null references users, body text not null);
