using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention.Reports;

namespace DataRights.Retention.Preview;

/// <summary>
/// Looks for the finest levels that keep the suppressed share of rows at a threshold or below, one column and one step at a
/// time (greedy, as Datafly: Sweeney 2002). Too much suppressed: the step that suppresses least is taken until it is
/// enough. Else: the finer step that tells most apart, as long as one stays below.
/// </summary>
internal sealed class LevelSearch(RetentionRule rule, IReadOnlyDictionary<string, IReadOnlyList<KeptColumn?>> ladders, double threshold, Func<RetentionRule, Task<LevelFigures?>> assess)
{
    private readonly Dictionary<string, int> places = rule.Keep.ToDictionary(k => k.Column, k => ladders[k.Column].ToList().FindIndex(l => ReferenceEquals(l, k)));
    private readonly List<string> steps = [];

    public async Task<LevelSuggestion> RunAsync(LevelFigures current)
    {
        var figures = current;
        var coarser = figures.SuppressedRowShare > threshold;
        while (coarser ? figures.SuppressedRowShare > threshold : true)
        {
            if (await BestAsync(coarser, figures) is not { } best)
            {
                break;
            }

            steps.Add(string.Create(CultureInfo.InvariantCulture,
                $"{best.Column}: {TextOf(best.Column, places[best.Column])} to {TextOf(best.Column, best.Place)}, {(coarser ? "of all single steps the one that suppresses least" : "of all finer steps within the threshold the one that tells most apart")} ({best.Figures.SuppressedRowShare * 100:0.0} % of rows suppressed instead of {figures.SuppressedRowShare * 100:0.0} %)"));
            places[best.Column] = best.Place;
            figures = best.Figures;
        }

        return new LevelSuggestion([.. rule.Keep.Select(k => new ReportedLevel(k.Column, TextOf(k.Column, places[k.Column])))], figures, steps, figures.SuppressedRowShare <= threshold);
    }

    private async Task<(string Column, int Place, LevelFigures Figures)?> BestAsync(bool coarser, LevelFigures now)
    {
        var candidates = new List<(string Column, int Place, LevelFigures Figures)>();
        foreach (var column in rule.Keep.Select(k => k.Column))
        {
            var place = places[column] + (coarser ? 1 : -1);
            if (place >= 0 && place < ladders[column].Count && await assess(At(column, place)) is { } figures)
            {
                candidates.Add((column, place, figures));
            }
        }

        // A coarser step that suppresses no less is still one towards others.
        return coarser
            ? candidates.OrderBy(c => c.Figures.SuppressedRowShare).ThenBy(c => c.Figures.Discernibility).Select(c => ((string, int, LevelFigures)?)c).FirstOrDefault()
            : candidates.Where(c => c.Figures.SuppressedRowShare <= threshold && c.Figures.Discernibility < now.Discernibility).OrderBy(c => c.Figures.Discernibility).Select(c => ((string, int, LevelFigures)?)c).FirstOrDefault();
    }

    private RetentionRule At(string column, int place) =>
        rule.Keep.Aggregate(rule, (r, k) => LevelLadder.With(r, k.Column, ladders[k.Column][k.Column == column ? place : places[k.Column]]));

    private string TextOf(string column, int place) => ladders[column][place] is { } level ? LevelText.Of(level) : LevelText.Dropped;
}
