namespace DataRights.Api;

/// <summary>The paths of the API. Every head maps exactly these.</summary>
public static class Routes
{
    public const string Requests = "/api/requests";
    public const string Request = "/api/requests/{id}";
    public const string Cancel = "/api/requests/{id}/cancel";
    public const string Retry = "/api/requests/{id}/retry";
    public const string Approve = "/api/requests/{id}/approve";
    public const string Plan = "/api/requests/{id}/plan";
    public const string Archive = "/api/requests/{id}/archive";
    public const string AllowDownloads = "/api/requests/{id}/archive/allow";
    public const string Receipt = "/api/requests/{id}/receipt";
    public const string Supplements = "/api/requests/{id}/receipt/supplements";
    public const string Replays = "/api/replays";
    public const string Holds = "/api/holds";
    public const string Hold = "/api/holds/{id}";
    public const string ReleaseHold = "/api/holds/{id}/release";
    public const string ReviewHold = "/api/holds/{id}/review";
    public const string RecipientCallback = "/api/recipients/callback";
    public const string RiskReports = "/api/retention/{rule}/reports";
    public const string Health = "/api/health";
    public const string PublishedKeys = "/.well-known/jwks.json";
    public const string SigningKeys = "/.well-known/data-rights-keys.json";
    public const string OpenApi = "/api/openapi.json";

    /// <summary>The path of one request, or of what hangs on it.</summary>
    public static string Of(string id, string? part = null) => part is null ? $"{Requests}/{id}" : $"{Requests}/{id}/{part}";
}
