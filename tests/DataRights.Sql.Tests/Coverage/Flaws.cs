using DataRights.Mapping.Coverage;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>Every way of spoiling <see cref="GateScene"/>'s schema that the gate knows.</summary>
internal static class Flaws
{
    private const string Users = "\"from\": \"users\"";
    private const string Invoices = "\"from\": \"invoices\"";
    private const string InvoiceRule = "\"law\": \"tax\"";
    private const string Posts = "\"from\": \"posts\"";
    private const string Editor = "\"columns\": [\"editor\"]";
    private const string Source = "\"connection\"";

    private static readonly Flaw[] OnBoth =
    [
        new("a renamed table", CoverageCodes.TableMissing, Posts, "renamed to 'postz'", "alter table posts rename to postz", "alter table postz rename to posts"),
        new("a dropped table", CoverageCodes.TableMissing, Posts, "none. Mend", "drop table posts",
            "create table posts (id INTEGER primary key, user_id integer references users (id), editor integer references users (id), body text)"),
        new("a renamed column", CoverageCodes.ColumnMissing, "\"body\": {}", "renamed to 'words'", "alter table posts rename body to words", "alter table posts rename words to body"),
        new("a new column", CoverageCodes.ColumnUndeclared, Posts, "'mood'", "alter table posts add mood text", "alter table posts drop mood"),
        new("a new table that refers to people", CoverageCodes.TableUndeclaredRefers, Users, "'likes'", "create table likes (id INTEGER primary key, user_id integer references users (id))", "drop table likes"),
        new("a new table that refers to people's posts", CoverageCodes.TableUndeclaredRefers, Posts, "'pins'", "create table pins (id INTEGER primary key, post integer references posts (id))", "drop table pins"),
        new("a cascade through tables that the map does not know", CoverageCodes.CascadeUndeclared, Users, "by way of 'likes'",
            "create table likes (id INTEGER primary key, user_id integer references users (id) on delete cascade); create table replies (id INTEGER primary key, liked integer references likes (id) on delete cascade)",
            "drop table replies; drop table likes"),
        new("a foreign key that no reference declares", CoverageCodes.ForeignKeyUndeclared, Users, "'users' to 'users'", "alter table users rename code to old_code; alter table users add code integer references users (id)", "alter table users drop code; alter table users rename old_code to code"),
        new("a cascade that takes rows which the map keeps", CoverageCodes.CascadeUndeclared, InvoiceRule, "rows that the map keeps",
            "alter table invoices rename amount to old; alter table invoices add amount integer references users (id) on delete cascade",
            "alter table invoices drop amount; alter table invoices rename old to amount"),
        new("an action on update that spreads a replacement", CoverageCodes.CascadeUndeclared, Posts, "ON UPDATE CASCADE",
            "create unique index refs on invoices (ref); alter table posts rename body to old; alter table posts add body text references invoices (ref) on update cascade",
            "alter table posts drop body; alter table posts rename old to body"),
        new("a unique column that gets a constant", CoverageCodes.UniqueConstant, InvoiceRule, "unique:<prefix>", "create unique index one_name on invoices (name)", "drop index one_name; create unique index two on invoices (name, amount)"),
        new("an undeclared trigger on delete", CoverageCodes.TriggerUndeclared, Users, "'audit'", "/*lite*/ create trigger audit after delete on users begin insert into unrelated (note) values (old.email); end",
            "/*lite*/ drop trigger audit"),
        new("an undeclared trigger on update", CoverageCodes.TriggerUndeclared, Invoices, "'audit'", "/*lite*/ create trigger audit before update of amount, \"name\" on invoices begin insert into unrelated (note) values (old.name); end",
            "/*lite*/ drop trigger audit; create trigger audit after update of amount on invoices begin select 1; end; create trigger born after insert on users begin select 1; end"),
        new("a check that forbids the constant", CoverageCodes.ReplacementForbidden, InvoiceRule, "check",
            "alter table invoices rename name to old; alter table invoices add name text check (name in ('private', 'it''s business'))",
            "alter table invoices drop name; alter table invoices rename old to name"),
        new("a check that bounds the length", CoverageCodes.ReplacementForbidden, InvoiceRule, "'ref'",
            "alter table invoices rename ref to old; alter table invoices add ref text check (length(ref) <= 20)",
            "alter table invoices drop ref; alter table invoices rename old to ref; alter table invoices add extra text check (length(extra) <= 3); alter table invoices drop extra"),
        new("a constant of another type", CoverageCodes.ReplacementType, InvoiceRule, "no ", "alter table invoices rename name to old; alter table invoices add name DATE", "alter table invoices drop name; alter table invoices rename old to name"),
        new("a random text in a column of another type", CoverageCodes.ReplacementType, InvoiceRule, "'ref'", "alter table invoices rename ref to old; alter table invoices add ref UUID", "alter table invoices drop ref; alter table invoices rename old to ref"),
        new("a random value in a foreign key", CoverageCodes.ReplacementDangles, InvoiceRule, "'ref'",
            "create unique index codes on users (code); alter table invoices rename ref to old; alter table invoices add ref text references users (code)",
            "alter table invoices drop ref; alter table invoices rename old to ref"),
    ];

    private static readonly Flaw[] OnSqlite =
    [
        new("a null that is not allowed", CoverageCodes.NullNotAllowed, InvoiceRule, "'user_id'",
            "drop table invoices; create table invoices (id INTEGER primary key, user_id integer not null references users (id), paid_at TIMESTAMP not null, name text, amount integer, ref text)",
            "drop table invoices; create table invoices (id INTEGER primary key, user_id integer references users (id), paid_at TIMESTAMP not null, name text, amount integer, ref text)"),
        new("a generated column", CoverageCodes.GeneratedReplaced, InvoiceRule, "'name'", "alter table invoices drop name; alter table invoices add name text generated always as (amount || 'x') virtual", "alter table invoices drop name; alter table invoices add name text"),
        new("a view", CoverageCodes.NotATable, Posts, "a view", "alter table posts rename to entries; create view posts as select * from entries", "drop view posts; alter table entries rename to posts"),
    ];

    private static readonly Flaw[] OnPostgres =
    [
        new("a null that is not allowed", CoverageCodes.NullNotAllowed, InvoiceRule, "'user_id'", "alter table invoices alter user_id set not null", "alter table invoices alter user_id drop not null"),
        new("a detach that is not allowed", CoverageCodes.NullNotAllowed, Editor, "'editor'", "alter table posts alter editor set not null", "alter table posts alter editor drop not null"),
        new("a null that a domain does not allow", CoverageCodes.NullNotAllowed, InvoiceRule, "'user_id'", "create domain inner_number as integer not null; create domain person_number as inner_number; alter table invoices alter user_id type person_number", "alter table invoices alter user_id type integer"),
        new("a trigger on delete", CoverageCodes.TriggerUndeclared, Users, "'audit'", "create trigger audit before delete on users for each row execute function noted()", "alter table users disable trigger audit"),
        new("a trigger on update of a column that is replaced", CoverageCodes.TriggerUndeclared, Invoices, "'audit'", "create trigger audit after update of name on invoices for each row execute function noted()",
            "drop trigger audit on invoices; create trigger audit after update of amount on invoices for each row execute function noted(); create trigger born after insert on users for each row execute function noted()"),
        new("a statement's trigger", CoverageCodes.TriggerUndeclared, Users, "'audit'", "create trigger audit after delete on users for each statement execute function noted()", "drop trigger audit on users"),
        new("a rewrite rule", CoverageCodes.TriggerUndeclared, Users, "'softly'", "create rule softly as on delete to users do instead update users set code = null where id = old.id", "drop rule softly on users"),
        new("a check that is not valid for the rows of before", CoverageCodes.ReplacementForbidden, InvoiceRule, "'short'", "alter table invoices add constraint short check (length(name) <= 5) not valid", "alter table invoices drop constraint short"),
        new("an enumeration without the constant", CoverageCodes.ReplacementForbidden, InvoiceRule, "private, business", "create type sort as enum ('private', 'business'); alter table invoices alter name type sort using name::sort", "alter type sort add value '[deleted]'"),
        new("a constant too long", CoverageCodes.ReplacementTooLong, InvoiceRule, "9 characters", "alter table invoices alter name type varchar(8)", "alter table invoices alter name type varchar(9)"),
        new("a random text too long", CoverageCodes.ReplacementTooLong, InvoiceRule, "37 characters", "alter table invoices alter ref type varchar(36)", "alter table invoices alter ref type varchar(37)"),
        new("a text too long for a domain", CoverageCodes.ReplacementTooLong, InvoiceRule, "'name'", "create domain short as varchar(5); alter table invoices alter name type short", "alter table invoices alter name type text"),
        new("a generated column", CoverageCodes.GeneratedReplaced, InvoiceRule, "'name'", "alter table invoices drop name, add name text generated always as (amount::text) stored", "alter table invoices alter name drop expression"),
        new("an identity that is always generated", CoverageCodes.GeneratedReplaced, Editor, "'editor'", "alter table posts drop editor, add editor integer not null generated always as identity references users (id)", "alter table posts alter editor drop identity; alter table posts alter editor drop not null"),
        new("a view", CoverageCodes.NotATable, Posts, "a view", "alter table posts rename to entries; create view posts as select * from entries", "drop view posts; alter table entries rename to posts"),
        new("a materialized view", CoverageCodes.NotATable, Posts, "refresh", "alter table posts rename to entries; create materialized view posts as select * from entries; create unique index on posts (id)", "drop materialized view posts; alter table entries rename to posts"),
        new("a partition instead of the whole", CoverageCodes.PartitionMapped, Posts, "Map 'entries'",
            "drop table posts; create table entries (id integer primary key, user_id integer references users (id), editor integer references users (id), body text) partition by range (id); create table posts partition of entries for values from (0) to (10)",
            "alter table entries detach partition posts; drop table entries"),
        new("a partition's own foreign key", CoverageCodes.ForeignKeyUndeclared, Posts, "'users'",
            "drop table posts; create table posts (id integer primary key, user_id integer references users (id), editor integer references users (id), body text) partition by range (id); create table posts_1 partition of posts for values from (0) to (10); create unique index codes on users (code); alter table posts_1 add constraint own foreign key (body) references users (code)",
            "alter table posts_1 drop constraint own"),
        new("a partition's own trigger", CoverageCodes.TriggerUndeclared, Posts, "'audit'",
            "drop table posts; create table posts (id integer primary key, user_id integer references users (id), editor integer references users (id), body text) partition by range (id); create table posts_1 partition of posts for values from (0) to (10); create trigger audit after delete on posts_1 for each row execute function noted()",
            "drop trigger audit on posts_1"),
        new("an undeclared table that refers to a partition", CoverageCodes.TableUndeclaredRefers, Posts, "'likes'",
            "drop table posts; create table posts (id integer primary key, user_id integer references users (id), editor integer references users (id), body text) partition by range (id); create table posts_1 partition of posts for values from (0) to (10); create table likes (post integer references posts_1 (id))",
            "drop table likes"),
    ];

    public static IEnumerable<Flaw> Sqlite => [.. OnBoth, .. OnSqlite];

    public static IEnumerable<Flaw> Postgres => [.. OnBoth.Where(f => !f.Spoil.StartsWith("/*lite*/", StringComparison.Ordinal)), .. OnPostgres];
}
