namespace DataRights.Mapping;

/// <summary>How an identifier is normalized and compared.</summary>
public enum IdentifierType
{
    /// <summary>Compared exactly as given, after Unicode NFC.</summary>
    Text,

    /// <summary>A whole number of any size; leading zeros and a plus sign fall away.</summary>
    Integer,

    /// <summary>Trimmed, NFC, compared without regard to case.</summary>
    Email,

    /// <summary>E.164: digits with a leading plus; spaces, dots, dashes and parentheses fall away.</summary>
    Phone,

    /// <summary>RFC 9562, compared in lower case with dashes.</summary>
    Uuid,
}
