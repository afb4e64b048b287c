namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>
/// Intruders. Each sees the published cells and what it is said to know, and guesses as well as that allows; the raw visits
/// otherwise serve only to say whether it was right.
/// </summary>
internal static class Intruders
{
    /// <summary>
    /// Knows any three of a visitor's kept values, the day among them or not, and that the visit is in the data. Looks for the
    /// smallest cell that fits, and points at one of its people.
    /// </summary>
    public static Success SingleOut(IReadOnlyList<Cell> cells, IReadOnlyList<Visit> visits)
    {
        var places = visits.Select(v => (v.Person, Cell: v.Of(Visit.Kept))).ToHashSet();
        return Success.Of(
            from columns in Threes(Visit.Kept)
            let smallest = cells.Where(c => !c.IsResidual).GroupBy(c => c.Of(columns)).ToDictionary(g => g.Key, g => g.MinBy(c => c.People)!)
            from known in visits.Select(v => (v.Person, Known: v.Of(columns))).Distinct()
            select smallest.TryGetValue(known.Known, out var cell) && places.Contains((known.Person, cell.Of(Visit.Kept))) ? 1d / cell.People : 0);
    }

    /// <summary>
    /// Knows a visitor's country, browser and device, and which of the people in a cell of one day the visitor is. Looks for the
    /// visitor in the smallest cell of the next day that fits.
    /// </summary>
    public static Success Link(IReadOnlyList<Cell> cells, IReadOnlyList<Visit> visits)
    {
        string[] known = ["country", "browser", "device"];
        var places = visits.Select(v => (v.Person, v.Day, Cell: v.Of(Visit.Kept))).ToHashSet();
        var published = cells.Where(c => !c.IsResidual).ToLookup(c => $"{c.Values["day"]}|{c.Of(known)}");
        return Success.Of(
            from target in visits.Where(v => v.Day < Population.First.AddDays(Population.Days - 1)).DistinctBy(v => (v.Person, v.Day))
            let next = target with { Day = target.Day.AddDays(1) }
            let smallest = published[$"{next["day"]}|{next.Of(known)}"].MinBy(c => c.People)
            select smallest is not null && places.Contains((target.Person, next.Day, smallest.Of(Visit.Kept))) ? 1d / smallest.People : 0);
    }

    /// <summary>Knows any three of country, browser, device and day, and guesses the topic that most people have in the cells that fit.</summary>
    public static (Success Right, double Guessing, double Certain) Infer(IReadOnlyList<Cell> cells, IReadOnlyList<Visit> visits)
    {
        var usual = visits.Select(v => (v.Person, v.Topic)).Distinct().GroupBy(v => v.Topic).MaxBy(g => g.Count())!.Key;
        var (right, guessed, certain) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var columns in Threes(["country", "browser", "device", "day"]))
        {
            var topics = cells.Where(c => !c.IsResidual).GroupBy(c => c.Of(columns))
                .ToDictionary(g => g.Key, g => g.GroupBy(c => c.Values["topic"]).ToDictionary(t => t.Key, t => t.Sum(c => c.People)));
            foreach (var target in visits.GroupBy(v => (v.Person, Known: v.Of(columns))))
            {
                var found = topics.GetValueOrDefault(target.Key.Known);
                right.Add(target.Any(v => v.Topic == (found?.MaxBy(t => t.Value).Key ?? usual)) ? 1 : 0);
                guessed.Add(target.Any(v => v.Topic == usual) ? 1 : 0);
                certain.Add(found is { Count: 1 } ? 1 : 0);
            }
        }

        return (Success.Of(right), guessed.Average(), certain.Average());
    }

    /// <summary>Knows all raw visits of every other person, subtracts these people from each cell, and points at one of those who are left.</summary>
    public static Success SubtractHalf(IReadOnlyList<Cell> cells, IReadOnlyList<Visit> visits)
    {
        var published = cells.Where(c => !c.IsResidual).ToDictionary(c => c.Of(Visit.Kept));
        return Success.Of(
            from cell in visits.GroupBy(v => v.Of(Visit.Kept))
            let strangers = cell.Select(v => v.Person).Distinct().Where(p => p % 2 == 1).ToList()
            let known = cell.Select(v => v.Person).Distinct().Count() - strangers.Count
            from stranger in strangers
            select published.TryGetValue(cell.Key, out var found) ? 1d / (found.People - known) : 0);
    }

    /// <summary>
    /// Subtracts one table from another that has fewer columns, and so learns of what is only in one of them. Returns how many people are
    /// behind each difference that is not nothing.
    /// </summary>
    public static IReadOnlyList<int> Subtract(IReadOnlyList<Cell> coarse, IReadOnlyList<Cell> fine, IReadOnlyList<string> shared, IReadOnlyList<Visit> visits, Func<Visit, bool> isInFine)
    {
        var seen = fine.Where(c => !c.IsResidual).GroupBy(c => c.Of(shared)).ToDictionary(g => g.Key, g => g.Sum(c => c.Views));
        return
        [
            .. coarse.Where(c => !c.IsResidual && c.Views != seen.GetValueOrDefault(c.Of(shared)))
                .Select(c => visits.Where(v => v.Of(shared) == c.Of(shared) && !isInFine(v)).Select(v => v.Person).Distinct().Count()),
        ];
    }

    /// <summary>
    /// Takes the sum of a cell for the largest contribution in it; or, being the second largest contributor, the sum less the own part.
    /// Right when it is less than a quarter off.
    /// </summary>
    public static (Success Right, double Nearest) Dominate(IReadOnlyList<Cell> cells, IReadOnlyList<Visit> visits, bool isSecond)
    {
        var parts = visits.GroupBy(v => v.Of(Visit.Kept)).ToDictionary(g => g.Key, g => g.GroupBy(v => v.Person).Select(p => p.Sum(v => v.Seconds)).OrderDescending().ToList());
        var errors = cells.Where(c => !c.IsResidual).Select(c => (c.Seconds, Parts: parts[c.Of(Visit.Kept)]))
            .Select(c => Math.Abs(c.Seconds - (isSecond ? c.Parts.ElementAtOrDefault(1) : 0) - c.Parts[0]) / (double)c.Parts[0]).ToList();
        return (Success.Of(errors.Select(e => e < 0.25 ? 1d : 0)), errors.Min());
    }

    /// <summary>Guesses the largest contribution of a cell without the table: the middle of all largest ones.</summary>
    public static double GuessLargest(IReadOnlyList<Visit> visits)
    {
        var largest = visits.GroupBy(v => v.Of(Visit.Kept)).Select(g => g.GroupBy(v => v.Person).Max(p => p.Sum(v => v.Seconds))).Order().ToList();
        return largest.Average(l => Math.Abs(l - largest[largest.Count / 2]) < 0.25 * l ? 1d : 0);
    }

    private static IEnumerable<string[]> Threes(string[] columns) =>
        from a in Enumerable.Range(0, columns.Length)
        from b in Enumerable.Range(a + 1, columns.Length - a - 1)
        from c in Enumerable.Range(b + 1, columns.Length - b - 1)
        select new[] { columns[a], columns[b], columns[c] };
}
