using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Sql.Retention;

/// <summary>
/// Judges cells. <see cref="Judged"/> takes people's shares of cells and gives each cell its sums, what it achieves and whether
/// it passes: <c>enough</c> people, nobody <c>dom</c>inates, sensitive columns are <c>div</c>erse; 1 or 0.
/// <para>
/// Who dominates is asked of absolute values, so that parts of opposite sign cannot hide a large one; rows of nobody could all be
/// one person's, or the largest contributor's, and are taken for that.
/// </para>
/// </summary>
internal sealed class RetentionGate(RetentionDialect dialect, RetentionShape shape)
{
    public const string Passes = "(\"enough\" = 1 and \"dom\" = 1 and \"div\" = 1)";

    private string Dominance => shape.Dominance.ToString(CultureInfo.InvariantCulture);

    private string People => shape.MinimumPeople.ToString(CultureInfo.InvariantCulture);

    /// <param name="shares">A select of shares, or their table.</param>
    /// <param name="dimensions">The names of the dimensions that the cells have.</param>
    /// <param name="isResidual">They are the one cell of all that is left over.</param>
    public string Judged(string shares, IReadOnlyList<string> dimensions, bool isResidual)
    {
        string[] cell = ["\"cell\"", .. dimensions];
        var keys = string.Join(", ", cell);
        // In a cell a person has one share for each combination of sensitive values; in the residual, one for each cell besides.
        var persons = shape.Sensitive.Count == 0 && !isResidual ? shares : $"select {keys}, \"person\", {string.Join(", ", Additive.Select(a => $"sum({a}) as {a}"))} from ({shares}) f group by {keys}, \"person\"";
        var cells = $"select {keys}, {string.Join(", ", Aggregates)} from ({persons}) p group by {keys}";
        var kept = shape.Sensitive.Select((s, j) => (Sensitive: s, Index: j, Kept: isResidual ? null : shape.KeptAs(s))).ToList();
        var flat = kept.Where(k => k.Kept is null).ToList();
        if (flat.Count > 0)
        {
            var distinct = string.Join(", ", flat.Select(k => $"count(distinct \"l{k.Index}\") as \"l{k.Index}\""));
            cells = $"select a.*, {string.Join(", ", flat.Select(k => $"coalesce(b.\"l{k.Index}\", 0) as \"l{k.Index}\""))} from ({cells}) a left join (select \"cell\", {distinct} from ({shares}) g where \"person\" is not null and \"rows\" > 0 group by \"cell\") b on b.\"cell\" = a.\"cell\"";
        }

        var judged = $"select a.*, {Flag($"\"people\" >= {People}")} as \"enough\", {Flag(Undominated)} as \"dom\", {Flag(AllOf(flat.Select(k => Diverse(k.Sensitive, k.Index))))} as \"flat\" from ({cells}) a";
        return Diversified(judged, [.. kept.Where(k => k.Kept is not null).Select(k => (k.Sensitive, k.Index, k.Kept!.Value))], dimensions);
    }

    // A kept column's values are told apart within the cells that are alike in everything that is not sensitive, and only cells
    // that pass otherwise can hide each other.
    private string Diversified(string judged, IReadOnlyList<(SensitiveColumn Sensitive, int Index, int Kept)> kept, IReadOnlyList<string> dimensions)
    {
        const string Good = "\"enough\" = 1 and \"dom\" = 1 and \"flat\" = 1";
        var known = string.Join(", ", dimensions.Where((_, i) => kept.All(k => k.Kept != i)));
        foreach (var (_, index, dimension) in kept)
        {
            var within = string.Join(", ", new[] { known, dimensions[dimension] }.Where(n => n.Length > 0));
            judged = $"select a.*, case when {Good} and {dimensions[dimension]} is not null and row_number() over (partition by {within} order by case when {Good} then 0 else 1 end) = 1 then 1 else 0 end as \"f{index}\" from ({judged}) a";
        }

        if (kept.Count > 0)
        {
            var window = known.Length == 0 ? "over ()" : $"over (partition by {known})";
            judged = $"select a.*, {string.Join(", ", kept.Select(k => $"sum(\"f{k.Index}\") {window} as \"l{k.Index}\""))} from ({judged}) a";
        }

        var diverse = AllOf(kept.Select(k => Diverse(k.Sensitive, k.Index)).Prepend("\"flat\" = 1"));
        var achieved = shape.Sensitive.Count == 0 ? $"cast(null as {dialect.CountType})" : dialect.Least([.. shape.Sensitive.Select((_, j) => $"\"l{j}\"")]);
        return $"select a.*, {Flag(diverse)} as \"div\", {achieved} as \"l\", {Share} as \"share\" from ({judged}) a";
    }

    private IEnumerable<string> Additive =>
        ["\"raw\"", "\"rows\"", .. shape.Values.SelectMany((_, i) => new[] { $"\"v{i}s\"", $"\"v{i}a\"", $"\"v{i}n\"" })];

    private IEnumerable<string> Aggregates =>
    [
        "count(\"person\") as \"people\"",
        .. Additive.Select(a => $"sum({a}) as {a}"),
        $"{Largest("\"rows\"")} as \"top\"",
        .. shape.Values.SelectMany((_, i) => new[]
        {
            $"{Largest($"\"v{i}a\"")} as \"v{i}t\"", $"{Largest($"\"v{i}n\"")} as \"v{i}m\"", $"count(case when \"v{i}n\" > 0 then \"person\" end) as \"v{i}p\"",
        }),
    ];

    private string Undominated => AllOf(
    [
        .. shape.GatesRows ? new[] { Within("\"top\"", "\"rows\"") } : [],
        .. shape.Summed.Select(i => Within($"\"v{i}t\"", $"\"v{i}a\"")),
    ]);

    private string Share => dialect.Greatest(
    [
        "0",
        .. shape.GatesRows ? new[] { Percent("\"top\"", "\"rows\"") } : [],
        .. shape.Summed.Select(i => Percent($"\"v{i}t\"", $"\"v{i}a\"")),
    ]);

    /// <summary>Whether the average of a value can be published: enough people have one, and nobody makes most of it.</summary>
    public string Averages(int value) =>
        $"(\"v{value}p\" >= {People} and {Within($"\"v{value}t\"", $"\"v{value}a\"")} and {Within($"\"v{value}m\"", $"\"v{value}n\"")})";

    private string Within(string part, string whole) => $"100.0 * coalesce({part}, 0) <= {Dominance} * coalesce({whole}, 0)";

    private static string Percent(string part, string whole) => $"case when {whole} > 0 then 100.0 * {part} / {whole} else 0 end";

    private static string Largest(string value) => $"coalesce(max(case when \"person\" is not null then {value} end), 0) + coalesce(sum(case when \"person\" is null then {value} end), 0)";

    private static string Diverse(SensitiveColumn sensitive, int index) => string.Create(CultureInfo.InvariantCulture, $"\"l{index}\" >= {sensitive.Values}");

    private static string AllOf(IEnumerable<string> conditions) => string.Join(" and ", conditions.DefaultIfEmpty("1 = 1"));

    private static string Flag(string condition) => $"case when {condition} then 1 else 0 end";
}
