using System.Net;
using System.Reflection;
using System.Text;
using DataRights.Functions.Tests.Agreement;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.EndToEnd.Hosting;

/// <summary>Calls the function whose trigger names the method and the route, as the platform does.</summary>
internal sealed class HttpFunctions(IServiceProvider services)
{
    public async Task<Answer> CallAsync(string method, string path, string? bearer, string? body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var parts = path.Split('?');
        var (function, values) = FunctionList.All
            .Where(f => f.Trigger is HttpTriggerAttribute http && http.Methods!.Contains(method, StringComparer.OrdinalIgnoreCase))
            .Select(f => (f.Method, Values: Match(((HttpTriggerAttribute)f.Trigger).Route!, parts[0])))
            .Single(f => f.Values is not null);

        var context = new DefaultHttpContext { RequestServices = services, Connection = { RemoteIpAddress = IPAddress.Loopback } };
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Path) = (method, "https", new HostString("data-rights.example"), "/" + parts[0]);
        request.QueryString = parts.Length > 1 ? new QueryString("?" + parts[1]) : default;
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        if (bearer is not null)
        {
            request.Headers.Authorization = "Bearer " + bearer;
        }

        if (body is not null)
        {
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            (request.ContentType, request.ContentLength) = ("application/json", request.Body.Length);
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var target = ActivatorUtilities.CreateInstance(services, function.DeclaringType!);
        var arguments = function.GetParameters().Select(p => Argument(p, request, values!, cancellationToken)).ToArray();
        var result = await (Task<IResult>)function.Invoke(target, arguments)!;
        await result.ExecuteAsync(context);
        return new Answer(context.Response.StatusCode, context.Response.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), answer.ToArray());
    }

    private static object Argument(ParameterInfo parameter, HttpRequest request, Dictionary<string, string> values, CancellationToken cancellationToken) =>
        parameter.ParameterType == typeof(HttpRequest) ? request
        : parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
        : values[parameter.Name!];

    /// <summary>The route's values; null when the path is another route's.</summary>
    private static Dictionary<string, string>? Match(string route, string path)
    {
        var pairs = route.Split('/').Zip(path.Split('/')).ToList();
        return pairs.Count == route.Split('/').Length && pairs.Count == path.Split('/').Length && pairs.TrueForAll(p => IsValue(p.First) || p.First == p.Second)
            ? pairs.Where(p => IsValue(p.First)).ToDictionary(p => p.First[1..^1], p => p.Second)
            : null;
    }

    private static bool IsValue(string segment) => segment.StartsWith('{');
}
