using DataRights.Export.Contents;
using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Screening;

/// <summary>
/// Decides for each collection what of its rows is other people's (GDPR Art. 15(4)), and numbers those people over the whole archive.
/// Values of the person's own come from the person's rows; where these cannot be read, nothing passes as the person's own.
/// </summary>
internal sealed class OtherPeople(DataMap map, Footprint footprint, IReadOnlyDictionary<string, IRowSnapshot> snapshots, Pseudonyms numbers)
{
    /// <summary>More own values than this of one column are not held: the rest counts as other people's.</summary>
    private const int MostOwnValues = 1_000_000;

    private readonly Dictionary<string, People> known = new(StringComparer.Ordinal);

    public Pseudonyms Numbers => numbers;

    /// <summary>The plan, with what keeps back other people's values where it has columns that may hold them.</summary>
    public async Task<PlannedTable> ScreenAsync(PlannedTable plan, TableSchema table, string anotherPerson, CancellationToken cancellationToken)
    {
        var shown = plan.Columns.Select(c => ShownAsOf(c.Rule)).ToList();
        if (shown.TrueForAll(s => s == ShownAs.Itself))
        {
            return plan;
        }

        var author = plan.Collection.Author;
        var needsAuthor = author is not null && shown.Exists(s => s is ShownAs.AuthorsOwn or ShownAs.Author)
            && author.Columns.All(c => table.Column(c) is not null);
        var authors = needsAuthor ? await PeopleAsync(map.Collection(author!.To), author.ColumnsIn(map.Collection(author.To)), cancellationToken) : null;
        var named = new List<People?>();
        foreach (var column in plan.Columns)
        {
            named.Add(column.Rule?.Names is { Collection: { } name } person
                ? await PeopleAsync(map.Collection(name), person.ColumnsIn(map.Collection(name)), cancellationToken)
                : null);
        }

        return plan with { Screen = new RowScreen(needsAuthor ? author!.Columns : [], authors, shown, named, numbers), AnotherPerson = anotherPerson };
    }

    private static ShownAs ShownAsOf(ColumnRule? rule) => rule switch
    {
        { Names: { IsAuthor: true } } => ShownAs.Author,
        { Names: not null } => ShownAs.Person,
        { About: ColumnAbout.Author } => ShownAs.AuthorsOwn,
        { About: ColumnAbout.Others } => ShownAs.Withheld,
        _ => ShownAs.Itself,
    };

    private async Task<People> PeopleAsync(Collection people, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var name = $"{people.Name}.{string.Join(',', columns)}";
        if (!known.TryGetValue(name, out var found))
        {
            var identifier = columns.Count == 1 ? people.Root?.Identifiers.FirstOrDefault(i => i.Column == columns[0])?.Identifier : null;
            var folds = identifier is not null && map.Identifiers.Any(i => i.Name == identifier && i.Type == IdentifierType.Email);

            // The same identifier is the same person, whatever collection's column holds it.
            var kind = numbers.Kind(identifier is null ? $"column:{name}" : $"identifier:{identifier}");
            found = known[name] = new People(await OwnAsync(people, columns, folds, cancellationToken), kind, folds);
        }

        return found;
    }

    private async Task<HashSet<string>> OwnAsync(Collection people, IReadOnlyList<string> columns, bool folds, CancellationToken cancellationToken)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        if (people.Name == footprint.Root.Collection && columns.All(people.Root!.Key.Contains))
        {
            own.Add(Joined([.. columns.Select(c => RootEdges.Value(footprint.Root, people, c))], folds));
        }

        if (!snapshots.TryGetValue(people.Source, out var snapshot))
        {
            return own;
        }

        try
        {
            await foreach (var value in snapshot.ValuesAsync(footprint, people, columns, JoinTransform.None, null, cancellationToken))
            {
                own.Add(Joined(value.Values, folds));
                if (own.Count >= MostOwnValues)
                {
                    break;
                }
            }
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            // What cannot be read is not known to be the person's own. Reading the collection itself tells of the fault.
        }

        return own;
    }

    private static string Joined(IReadOnlyList<string> values, bool folds)
    {
        var text = string.Join('\u001F', values);
        return folds ? text.ToLowerInvariant() : text;
    }
}
