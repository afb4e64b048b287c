namespace DataRights.Mapping;

/// <summary>The closed list of what may take a value's place.</summary>
public enum AnonymizerKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>constant:[deleted]</c>: the same text in every row, cast to the column's type.</summary>
    Constant,

    /// <summary><c>unique:deleted-</c>: the prefix and 32 random hex digits, for columns that must differ.</summary>
    Unique,

    /// <summary><c>truncate-ip</c>: IPv4 to /24, IPv6 to /48.</summary>
    TruncateIp,
}
