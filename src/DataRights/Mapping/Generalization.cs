namespace DataRights.Mapping;

/// <summary>How far a dimension is coarsened.</summary>
public enum Generalization
{
    AsIs,

    /// <summary>The name before a version: <c>Firefox 128.0</c> becomes <c>Firefox</c>.</summary>
    Family,

    /// <summary>IPv4 to /24, IPv6 to /48.</summary>
    TruncateIp,
    Hour,
    Day,
    Week,
    Month,
}
