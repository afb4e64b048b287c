namespace DataRights.Mapping;

/// <summary>Says whose words a row is: the row of another collection that its columns name.</summary>
/// <param name="Columns">The columns here.</param>
/// <param name="To">The collection of the people.</param>
/// <param name="ToColumns">The columns there, one for each; its key unless the map says otherwise.</param>
/// <param name="Line">The line of the map that declares it.</param>
public sealed record AuthorRule(IReadOnlyList<string> Columns, string To, IReadOnlyList<string> ToColumns, int Line)
{
    /// <summary>The columns of the people's collection, one for each of <see cref="Columns"/>.</summary>
    public IReadOnlyList<string> ColumnsIn(Collection people) => ToColumns.Count > 0 ? ToColumns : people.Key;
}
