namespace DataRights.Sql.Tests.Retention;

/// <summary>A raw page view, with what its browser and address must become.</summary>
internal sealed record RawRow(DateTimeOffset At, long? User, string? Device, string? Route = "/home", string? Browser = null, string? Ip = null, long? Seconds = 1)
{
    /// <summary>Raw browser to family.</summary>
    public static readonly (string? Raw, string? Family)[] Browsers =
        [("Firefox 128.0", "Firefox"), ("Chrome/126.0.6478", "Chrome"), ("Mobile Safari 17.4", "Mobile Safari"), ("Safari v17", "Safari"), ("Edge", "Edge"), ("360", null), (null, null)];

    /// <summary>Raw address to network.</summary>
    public static readonly (string? Raw, string? Network)[] Addresses =
        [("203.0.113.77", "203.0.113.0"), ("203.0.113.5", "203.0.113.0"), ("2001:db8:1:2::5", "2001:db8:1::"), ("::ffff:10.1.2.3", "::"), ("10.1.2", null), ("010.1.2.3", null), ("not an address", null), (null, null)];
}
