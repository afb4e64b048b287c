-- People bench.from to bench.to with bench.rows rows each, over ten tables. The same settings make the same data.
create temporary table load as
select p as person, p * 100000000 as base, current_setting('bench.rows')::bigint as rows
from generate_series(current_setting('bench.from')::bigint, current_setting('bench.to')::bigint) p;

insert into users select base, 'person' || person || '@example.org', 'Person Nº ' || person, timestamptz '2024-01-01' + person * interval '1 minute' from load;
insert into profiles select base + 1, base, 'I write about "x" & <y>.', 'vi-VN' from load;
insert into addresses select base + n, base, n || ' Lê Lợi', 'Hồ Chí Minh' from load, generate_series(1, 4) n;
insert into orders
select base + n, base, md5(person || '/' || n)::uuid, (array['paid', 'open', 'returned'])[1 + n % 3], (n * 7919 % 1000000) / 100.0,
  timestamptz '2024-01-01' + n * interval '61 seconds'
from load, generate_series(1, rows * 15 / 200) n;
insert into order_items
select base + n, base + 1 + (n - 1) % (rows * 15 / 200), 'SKU-' || n % 5000, 'Course on data structures, part ' || n, 1 + n % 3, (n * 37 % 20000) / 100.0
from load, generate_series(1, rows * 45 / 200) n;
insert into payments
select base + n, base + n, (n * 7919 % 1000000) / 100.0, 'card', timestamptz '2024-01-02' + n * interval '61 seconds'
from load, generate_series(1, rows * 15 / 200) n;
insert into sessions
select base + n, base, 'Mozilla/5.0 (X11; Linux x86_64)', ('10.' || n % 250 || '.' || person % 250 || '.1')::inet, timestamptz '2024-02-01' + n * interval '13 minutes'
from load, generate_series(1, rows * 20 / 200) n;

-- As many as are wanting: the counts of the others are rounded down.
insert into events
select base + n, base, (array['view', 'click', 'run', 'search'])[1 + n % 4], '/courses/' || n % 90 || '/lessons/' || n % 1000,
  jsonb_build_object('ref', 'https://example.org/?q=' || n % 1000, 'width', 1920), timestamptz '2024-01-01' + n * interval '13 seconds'
from load, generate_series(1, rows - 6 - 2 * (rows * 15 / 200) - rows * 45 / 200 - rows * 20 / 200 - rows * 29 / 200 - rows * 10 / 200) n;
insert into messages
select base + n, base, 'Question ' || n, repeat('I tried what the lesson says, and it shows something else. ', (1 + n % 3)::int) || 'Cảm ơn! 🙏',
  timestamptz '2024-02-01' + n * interval '47 seconds'
from load, generate_series(1, rows * 29 / 200) n;
insert into notes select base + n, base, 'Note ' || n from load, generate_series(1, rows * 10 / 200) n;
drop table load;
