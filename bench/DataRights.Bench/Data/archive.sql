-- One row a person; documents of some 10 kB, which the database keeps compressed.
create table users (id bigint primary key, email text not null unique);
insert into users select person, 'person' || person || '@example.org' from generate_series(1, 10) person;

create table documents (
  id bigint generated always as identity primary key, user_id bigint not null references users, title text not null,
  written_at timestamptz not null, body text not null);
