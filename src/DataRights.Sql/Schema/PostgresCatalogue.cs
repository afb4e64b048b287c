namespace DataRights.Sql.Schema;

/// <summary>
/// The catalogue queries of <see cref="PostgresSchemaReader"/>. Every one begins with <c>t</c>, the tables as a map would spell
/// them, and <c>roots</c>, which leads from each table and partition to the table that it is part of: a partition is part of its
/// parent, so it isn't listed by itself, and what is declared on one alone is given as the parent's.
/// </summary>
internal static class PostgresCatalogue
{
    private const string Relations =
        """
        with named as (
          select c.oid, c.relkind, c.relispartition, case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%'),
        t as (select oid, name, relkind from named where not relispartition),
        roots as (
          select oid, oid as root from t
          union all select oid, pg_partition_root(oid) from named where relispartition)
        """;

    public const string Server = "select pg_is_in_recovery()::int, (current_setting('default_transaction_read_only') = 'on')::int";

    public const string Tables = Relations +
        """

        select t.name, t.relkind::text, row_security_active(t.oid)::int,
               case when t.relkind = 'p' then array(select n.name::text from roots r join named n on n.oid = r.oid where r.root = t.oid and r.oid <> t.oid order by 1) end,
               (select coalesce(bool_and(pg_has_role(c.relowner, 'usage')), false) from roots r join pg_class c on c.oid = r.oid where r.root = t.oid and r.oid <> t.oid)::int
        from t
        """;

    public const string Columns = Relations +
        """
        ,
        bases as (
          select y.oid, y.oid as domain, y.typbasetype as base, y.typtypmod as modifier, y.typnotnull as bound from pg_type y where y.typtype = 'd'),
        deep as (
          select b.domain, b.base, b.modifier, b.bound from bases b left join bases further on further.domain = b.base where further.domain is null
          union all
          select b.domain, d.base, d.modifier, b.bound or d.bound from bases b join bases d on d.domain = b.base)
        select t.name, a.attname, format_type(a.atttypid, a.atttypmod), (a.attnotnull or coalesce(d.bound, false))::int,
               coalesce(format_type(d.base, d.modifier), ''),
               (a.attgenerated <> '' or a.attidentity = 'a')::int,
               case when coalesce(d.base, a.atttypid) in ('varchar'::regtype, 'bpchar'::regtype) then coalesce(d.modifier, a.atttypmod) - 4 else -1 end,
               case when e.typtype = 'e' then array(select l.enumlabel::text from pg_enum l where l.enumtypid = e.oid order by l.enumsortorder) end
        from t join pg_attribute a on a.attrelid = t.oid left join deep d on d.domain = a.atttypid join pg_type e on e.oid = coalesce(d.base, a.atttypid)
        where a.attnum > 0 and not a.attisdropped order by t.name, a.attnum
        """;

    public const string ForeignKeys = Relations +
        """

        select t.name, k.conname,
               array(select a.attname::text from unnest(k.conkey) with ordinality u(n, o) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.o),
               p.name,
               array(select a.attname::text from unnest(k.confkey) with ordinality u(n, o) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.o),
               k.confdeltype::text, k.confupdtype::text, k.condeferrable::int
        from pg_constraint k join roots f on f.oid = k.conrelid join t on t.oid = f.root join roots g on g.oid = k.confrelid join t p on p.oid = g.root
        where k.contype = 'f' and k.conparentid = 0 order by t.name, k.conname
        """;

    public const string Indexes = Relations +
        """

        select t.name, i.indisunique::int, i.indisprimary::int, (i.indpred is not null)::int,
               array(select coalesce(a.attname::text, '') from unnest(i.indkey::int2[]) with ordinality u(n, o)
                     left join pg_attribute a on a.attrelid = t.oid and a.attnum = u.n and u.n <> 0 where u.o <= i.indnkeyatts order by u.o)
        from t join pg_index i on i.indrelid = t.oid where i.indisvalid order by t.name, i.indexrelid
        """;

    /// <summary>Those that fire in an ordinary session. A rule is a trigger by another name.</summary>
    public const string Triggers = Relations +
        """

        select t.name, g.tgname, (g.tgtype & 8 <> 0)::int, (g.tgtype & 16 <> 0)::int,
               array(select a.attname::text from unnest(g.tgattr::int2[]) u(n) join pg_attribute a on a.attrelid = g.tgrelid and a.attnum = u.n order by 1),
               md5(pg_get_triggerdef(g.oid) || coalesce(p.prosrc, ''))
        from pg_trigger g join roots r on r.oid = g.tgrelid join t on t.oid = r.root join pg_proc p on p.oid = g.tgfoid
        where not g.tgisinternal and g.tgenabled in ('O', 'A') and g.tgparentid = 0 and g.tgtype & 24 <> 0
        union all
        select t.name, w.rulename, (w.ev_type = '4')::int, (w.ev_type = '2')::int, '{}', md5(pg_get_ruledef(w.oid))
        from pg_rewrite w join roots r on r.oid = w.ev_class join t on t.oid = r.root
        where w.ev_type in ('2', '4') and w.ev_enabled in ('O', 'A')
        order by 1, 2
        """;

    public const string Checks = Relations +
        """

        select t.name, k.conname, pg_get_constraintdef(k.oid)
        from pg_constraint k join t on t.oid = k.conrelid where k.contype = 'c' order by t.name, k.conname
        """;
}
