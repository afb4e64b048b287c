using Microsoft.AspNetCore.Http;

namespace DataRights.Api;

/// <summary>Headers that every answer carries: nothing is cached, sniffed, framed or passed on as a referrer.</summary>
public static class SecurityHeaders
{
    public static void Set(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
