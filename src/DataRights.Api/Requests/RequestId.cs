using System.Diagnostics.CodeAnalysis;

namespace DataRights.Api.Requests;

/// <summary>Reads request ids from paths and queries. Only a UUID goes on to the store, whose object names are made of it.</summary>
public static class RequestId
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? id)
    {
        id = Guid.TryParseExact(text, "D", out var value) ? value.ToString("D") : null;
        return id is not null;
    }
}
