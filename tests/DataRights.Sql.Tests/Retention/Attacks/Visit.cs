using System.Globalization;

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>A raw row, and whose it is.</summary>
internal sealed record Visit(int Person, DateOnly Day, string Country, string Browser, string Device, string Topic, long Seconds)
{
    /// <summary>What the rule of the attacks keeps.</summary>
    public static readonly string[] Kept = ["country", "browser", "device", "topic", "day"];

    public string this[string column] => column switch
    {
        "country" => Country,
        "browser" => Browser,
        "device" => Device,
        "topic" => Topic,
        _ => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The values of some columns, as one text.</summary>
    public string Of(IEnumerable<string> columns) => string.Join('|', columns.Select(c => this[c]));
}
