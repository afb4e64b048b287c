namespace DataRights.Mapping;

/// <summary>How far a dimension is coarsened.</summary>
public enum Generalization
{
    AsIs,

    /// <summary>The browser of a user agent, or the name before a version: <c>Firefox 128.0</c> becomes <c>Firefox</c>.</summary>
    Family,

    /// <summary>IPv4 to /24, IPv6 to /48, or to other stated lengths.</summary>
    TruncateIp,
    Hour,
    Day,
    Week,
    Month,

    /// <summary>Not published at all.</summary>
    Drop,

    /// <summary>A user agent's <c>desktop</c>, <c>mobile</c>, <c>tablet</c>, <c>bot</c> or <c>other</c>.</summary>
    DeviceClass,

    /// <summary>The country of an ISO 3166 code: <c>DE-BY</c> becomes <c>DE</c>.</summary>
    Country,

    /// <summary>The subdivision as ISO 3166-2: <c>DE-BY</c>.</summary>
    Region,

    /// <summary>A number's band between stated edges.</summary>
    Bands,

    /// <summary>The template that a URL's path matches, or <c>other</c>.</summary>
    Route,

    /// <summary>A value of a stated list, or <c>other</c>.</summary>
    Only,

    /// <summary>The group that lists the value, or <c>other</c>.</summary>
    Groups,
}
