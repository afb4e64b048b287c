using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Retention;

/// <summary>Windows are counted by this machine's clock, and rows are dated by others': a clock that is far off would destroy rows before their time, or leave them.</summary>
internal static class ClockSkew
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    /// <exception cref="RetentionRuleException">Code <c>clock-skew</c>: this machine and the database differ by more than <see cref="Most"/>.</exception>
    public static async Task RefuseAsync(RetentionRule rule, IRetentionStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        if (await store.ClockAsync(cancellationToken) is not { } theirs)
        {
            return;
        }

        // What the answer took is held against neither.
        var after = time.GetUtcNow();
        var skew = theirs < before ? theirs - before : theirs > after ? theirs - after : TimeSpan.Zero;
        if (skew.Duration() > Most)
        {
            throw new RetentionRuleException(
                rule.Name, "clock-skew",
                string.Create(CultureInfo.InvariantCulture, $"this machine's clock says {after:yyyy-MM-ddTHH:mm:ssZ}, that of source '{rule.Source}' {theirs.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}: it is {Math.Abs(skew.TotalSeconds):f0} seconds {(skew > TimeSpan.Zero ? "ahead" : "behind")}, and {Most.TotalSeconds:f0} are the most. Set both by a time server; nothing is destroyed until then."));
        }
    }
}
