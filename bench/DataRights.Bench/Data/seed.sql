-- People 1 and 3 have bench.rows rows each, person 2 a tenth of that, the others fifty. The rows of all of them are
-- shuffled, as time would have done it. The same settings make the same data.
create temporary table load as
select p as person, case when p in (1, 3) then r when p = 2 then r / 10 else 50 end as rows
from generate_series(1::bigint, 10000) p, (select current_setting('bench.rows')::bigint as r) x;

insert into users
select person, 'person' || person || '@example.org', 'Người dùng Nº ' || person, '+84' || (900000000 + person), 'vi-VN', false,
  timestamptz '2024-01-01' + person * interval '1 hour'
from load;

insert into orders (user_id, number, status, total, placed_at, shipped_on, shipping)
select person, md5(person || '/' || n)::uuid, (array['paid', 'open', 'returned'])[1 + n % 3], (n * 7919 % 1000000) / 100.0,
  timestamptz '2024-01-01' + n * interval '61.37 seconds', case when n % 4 > 0 then date '2024-01-02' + (n % 700)::int end,
  jsonb_build_object('name', 'Người dùng Nº ' || person, 'street', n || ' Lê Lợi', 'city', 'Hồ Chí Minh', 'gift', n % 9 = 0)
from load, generate_series(1, rows / 10) n
order by hashint8(person * 1000003 + n);

insert into order_items (order_id, sku, title, quantity, unit_price)
select o.id, 'SKU-' || (o.id * 31 + n) % 5000, 'Course on data structures, part ' || n, 1 + n % 3, (o.id * n % 20000) / 100.0
from orders o, generate_series(1, 2 + o.id % 2) n;

insert into messages (sender_id, recipient_id, subject, body, sent_at, read_at)
select case when n % 2 = 0 then person end, case when n % 2 = 1 then person end, 'Question ' || n,
  repeat('I tried what the lesson says, and then "print(x)" shows something else. ', (1 + n % 4)::int) || E'\nCảm ơn! 🙏',
  timestamptz '2024-02-01' + n * interval '47.11 seconds', case when n % 3 > 0 then timestamptz '2024-02-02' + n * interval '47 seconds' end
from load, generate_series(1, rows / 5) n
order by hashint8(person * 1000003 + n);

-- A tree: only folders at the top name their owner.
insert into folders
select person * 10000000 + n, case when n <= 10 then person end, case when n > 10 then person * 10000000 + n / 10 end, 'Folder ' || n,
  timestamp '2024-03-01' + n * interval '1 minute'
from load, generate_series(1, greatest(rows / 20, 1)) n
order by 1;

insert into payments (order_id, provider, amount, paid_at)
select id, (array['card', 'wallet', 'transfer'])[1 + id % 3], total, placed_at + interval '3 minutes' from orders where id % 2 = 0;

insert into sessions
select md5(person || '/session/' || n)::uuid, person, 'Mozilla/5.0 (X11; Linux x86_64) Browser/' || n % 90, '10.0.0.0'::inet + n % 60000,
  timestamptz '2024-01-01' + n * interval '5 minutes', case when n % 6 > 0 then timestamptz '2024-01-01' + n * interval '6 minutes' end
from load, generate_series(1, rows / 20) n
order by hashint8(person * 1000003 + n);

insert into notifications (user_id, kind, body, is_read, sent_at)
select person, (array['reply', 'reminder', 'news'])[1 + n % 3], 'Somebody has answered your question ' || n, n % 4 > 0, timestamptz '2024-01-01' + n * interval '101 seconds'
from load, generate_series(1, rows / 10) n
order by hashint8(person * 1000003 + n);

insert into reactions
select person, n, (array['like', 'thanks', 'bookmark'])[1 + n % 3], timestamptz '2024-01-01' + n * interval '7 minutes'
from load, generate_series(1, rows / 20) n
order by hashint8(person * 1000003 + n);

insert into addresses (user_id, line, city, country)
select person, n || ' Lê Lợi', 'Hồ Chí Minh', 'VN' from load, generate_series(1, 1 + rows / 1000) n;

insert into devices (user_id, model, push_token, seen_at)
select person, 'Phone ' || n % 40, md5(person || '/device/' || n), timestamptz '2024-01-01' + n * interval '1 hour' from load, generate_series(1, 1 + rows / 1000) n;

-- As many as are wanting.
insert into events (user_id, session, kind, path, duration, properties, happened_at)
select person, md5(person || '-' || n / 20)::uuid, (array['view', 'click', 'run', 'search'])[1 + n % 4], '/courses/' || n % 90 || '/lessons/' || n % 1000,
  case when n % 5 > 0 then sqrt(n) end,
  jsonb_build_object('ref', 'https://example.org/?q=' || n % 1000, 'width', 1920, 'flags', jsonb_build_array('a', n % 7, null)),
  timestamptz '2024-01-01' + n * interval '13.000001 seconds'
from load
  left join (select o.user_id, count(*) as items from orders o join order_items i on i.order_id = o.id group by 1) i on i.user_id = person
  left join (select o.user_id, count(*) as paid from orders o join payments p on p.order_id = o.id group by 1) p on p.user_id = person,
  generate_series(1, rows - 1 - rows / 10 - coalesce(i.items, 0) - coalesce(p.paid, 0) - rows / 5 - greatest(rows / 20, 1)
    - 2 * (rows / 20) - rows / 10 - 2 * (1 + rows / 1000)) n
order by hashint8(person * 1000003 + n);

drop table load;
