namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>One table's columns and rows. Rows are made while they are written, so they are never all in memory.</summary>
internal abstract class SampleTable(string name, params (string Name, ColumnKind Kind)[] columns)
{
    public string Name { get; } = name;

    public IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } = columns;

    public abstract IEnumerable<object?[]> Rows(World world);
}
