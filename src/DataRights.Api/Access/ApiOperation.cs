namespace DataRights.Api.Access;

/// <summary>What a call asks for; access is decided by it.</summary>
public enum ApiOperation
{
    Submit,
    Read,
    List,
    Cancel,
    Retry,
    Plan,
    Archive,
    Receipt,
    Health,
}
