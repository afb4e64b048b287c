using System.Security.Cryptography;
using System.Text;
using DataRights.Mapping;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace DataRights.Retention.Reports;

/// <summary>
/// Names a version of a rule: two that may publish different things have different hashes. Where the rule stands in the
/// map's file does not count. A field of later versions counts where it is said, so that rules without it keep their hash.
/// </summary>
public static class RuleHash
{
    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Of(RetentionRule rule) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(
        new
        {
            rule.Name,
            rule.Source,
            rule.From,
            rule.Time,
            rule.Zone,
            rule.Period,
            Window = rule.Window.ToString(),
            rule.Person,
            rule.Keep,
            rule.Measures,
            rule.Into,
            rule.MinimumPeople,
            rule.Sensitive,
            rule.Dominance,
            rule.Contributions,
            rule.Clamps,
        },
        new StringEnumConverter()) + rule.Zoneless)));
}
