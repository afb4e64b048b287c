using DataRights.Api.Json;
using DataRights.Requests;
using Microsoft.AspNetCore.Http;

namespace DataRights.Api.Requests;

/// <summary>Answers with a request's view.</summary>
public static class RequestResults
{
    public static IResult View(HttpRequest request, RequestRecord record, int status = StatusCodes.Status200OK, SubmitResult? made = null) =>
        Results.Json(RequestView.Of(record, request.PathBase) with { StatusSecret = made?.StatusSecret, Opening = OpeningView.Of(record, made?.Opening) }, ApiJson.Options, ApiJson.ContentType, status);

    /// <summary>As <see cref="View"/>, with the request's path in Location.</summary>
    public static IResult Located(HttpRequest request, RequestRecord record, int status, SubmitResult? made = null)
    {
        request.HttpContext.Response.Headers.Location = request.PathBase.Value + Routes.Of(record.Id);
        return View(request, record, status, made);
    }
}
