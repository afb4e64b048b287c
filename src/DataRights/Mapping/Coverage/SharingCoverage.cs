namespace DataRights.Mapping.Coverage;

/// <summary>
/// Whether a row has other owners is asked of its own database. Where an owner is in another source, a second person who owns the
/// row there is not seen, and the row would be deleted with the first.
/// </summary>
internal static class SharingCoverage
{
    public static void Check(CoverageScope scope, Collection collection)
    {
        var owning = collection.References.Where(r => r.Owns).ToList();
        foreach (var reference in owning)
        {
            var to = scope.Elsewhere(reference.To);
            if (to is null || (owning.Count == 1 && !reference.Each && IsOneRow(to, reference)))
            {
                continue;
            }

            scope.Add(CoverageCodes.SharingUnseen, collection, $"{collection.Name}({string.Join(", ", reference.Columns)})",
                $"Rows of '{collection.Name}' may belong to several people, and by {string.Join(", ", reference.Columns)} to rows of '{to.Name}' in the source '{to.Source}', where other owners are not seen: such a row is deleted with the first. Give the rows one owner, use the treatment detach, or keep both tables in one database.",
                reference.Line);
        }
    }

    /// <summary>Whether at most one person has the values: the key, or an identifier, which admits a request only when it is one person's.</summary>
    private static bool IsOneRow(Collection to, Reference reference) =>
        to.Key.All(reference.ToColumns.Contains) || (to.Root?.Identifiers.Any(i => reference.ToColumns.Contains(i.Column)) ?? false);
}
