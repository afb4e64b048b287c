-- 90,000 people, each with a device; page views in the order in which they came, over 400 days that end now. Three in ten are from
-- before a sign-in: they name the device alone. A table as an application would have it.
create table users (id bigint primary key);
insert into users select generate_series(1, 90000);

create table page_views (
  id bigint generated always as identity primary key,
  user_id bigint,
  device_id uuid,
  route text not null,
  referrer text,
  browser text not null,
  time_on_page integer,
  viewed_at timestamptz not null
);

insert into page_views (user_id, device_id, route, referrer, browser, time_on_page, viewed_at)
select case when r.signed > 0.3 then r.person end,
       md5('device ' || r.person)::uuid,
       (array['/', '/courses', '/courses/:id', '/lessons/:id', '/pricing', '/blog', '/blog/:slug', '/about', '/account', '/search'])[1 + floor(10 * r.route * r.route)::int],
       case when r.route > 0.5 then 'https://www.example.org/search?q=' || r.person end,
       (array['Firefox 128.0', 'Chrome/126.0.6478', 'Mobile Safari 17.4', 'Edge 125.0'])[1 + (r.person % 4)::int],
       (r.route * 600)::int,
       now() - interval '400 days' * (1 - r.n::float8 / current_setting('bench.rows')::bigint)
from (select n, 1 + floor(random() * 90000)::bigint as person, random() as signed, random() as route
      from generate_series(1, current_setting('bench.rows')::bigint) n offset 0) r;

create index page_views_viewed_at on page_views (viewed_at);
create index page_views_user on page_views (user_id);
create index page_views_device on page_views (device_id, user_id);
vacuum analyze page_views;
