namespace DataRights.Sql.Grants;

/// <summary>What one table must allow: columns to read and to write, in order of first need, and rows to remove or add.</summary>
internal sealed class TableNeeds(string table)
{
    private readonly List<string> read = [];
    private readonly List<string> written = [];

    public string Table { get; } = table;

    public bool Deletes { get; set; }

    public bool Inserts { get; set; }

    /// <summary>The column whose right to update lets rows be locked; used only where no other column is updated.</summary>
    public string? LockedBy { get; set; }

    public void Read(IEnumerable<string> columns) => Add(read, columns);

    public void Write(IEnumerable<string> columns) => Add(written, columns);

    public IEnumerable<PostgresGrant> Grants()
    {
        if (read.Count > 0)
        {
            yield return new PostgresGrant("select", Table, read);
        }

        if (written.Count > 0 || LockedBy is not null)
        {
            yield return new PostgresGrant("update", Table, written.Count > 0 ? written : [LockedBy!]);
        }

        if (Inserts)
        {
            yield return new PostgresGrant("insert", Table, []);
        }

        if (Deletes)
        {
            yield return new PostgresGrant("delete", Table, []);
        }
    }

    private static void Add(List<string> columns, IEnumerable<string> more) =>
        columns.AddRange(more.Where(c => !columns.Contains(c)).Distinct(StringComparer.Ordinal).ToList());
}
