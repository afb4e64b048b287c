namespace DataRights.Sources;

/// <summary>
/// What a table does of its own accord when rows are deleted or updated: an enabled trigger, or a rewrite rule. One that a
/// partition has of its own is given as the whole table's.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="OnDelete">Whether deleting fires it.</param>
/// <param name="OnUpdate">Whether updating fires it.</param>
/// <param name="UpdateColumns">The columns whose update fires it; empty for any.</param>
/// <param name="Digest">Changes with the definition, the body of its function included.</param>
public sealed record TriggerSchema(string Name, bool OnDelete, bool OnUpdate, IReadOnlyList<string> UpdateColumns, string Digest);
