namespace DataRights.Mapping.Coverage;

/// <summary>
/// A row that is found for several people holds words of one of them. Where the map does not say whose, the others read them in
/// their archives.
/// </summary>
internal static class AuthorCoverage
{
    public static void Check(CoverageScope scope, Collection collection)
    {
        if (collection.Author is not null)
        {
            return;
        }

        var twice = collection.References.Where(r => r.Owns).GroupBy(r => (r.To, string.Join('\n', r.ToColumns))).FirstOrDefault(g => g.Count() > 1)?.ToList();
        if ((twice ?? [.. collection.References.Where(r => r.IsMembership)]) is not [var first, ..] ways)
        {
            return;
        }

        var how = twice is null
            ? $"are shared by everybody who {string.Join(", ", first.Columns)} leads to"
            : $"are found both by {string.Join(" and by ", ways.Select(r => string.Join(", ", r.Columns)))}";
        scope.Add(CoverageCodes.AuthorUndeclared, collection, collection.Name,
            $"Rows of '{collection.Name}' {how}, and each of these people reads them whole. Say with \"author\" whose words a row is, with \"about\" which columns are the author's own, and with \"names\" which ones name a person.",
            collection.Line);
    }
}
