using DataRights.Cli.Terminal;

namespace DataRights.Cli.Hosting;

/// <summary>What the embedded host says when it has started: where it is, what it is for, and lines to paste.</summary>
internal static class Greeting
{
    /// <param name="output">Where to.</param>
    /// <param name="address">Where the host answers.</param>
    /// <param name="settings">What it runs on.</param>
    /// <param name="identifier">The name of an identifier of the map.</param>
    /// <param name="operatorToken">The file that holds a token for submitting and operating.</param>
    public static void Write(Output output, Uri address, EmbeddedSettings settings, string identifier, string operatorToken)
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        var data = settings.DataDirectory == DataHome.Default ? "" : $" --data '{settings.DataDirectory}'";
        output.Line($"Data Rights Functions answers on {at}, to callers on this machine only.");
        output.Text("This host is for development: whoever may read its data directory may ask it for anybody's data.");
        output.Line($"Its data lies in {settings.DataDirectory}. Stop it with Ctrl+C; what is in flight goes on at the next start.");
        output.Text();
        output.Line($"Tokens: {operatorToken} submits, reads, cancels and retries, for a week.");
        output.Line($"  ./run token --role Read{data}    (or Submit, Operate) makes another; ./run token --subject {identifier}=…{data} makes one of a person.");
        output.Text();
        output.Text(settings.MapFile is null ? "Paste into another terminal, in this checkout:" : "Paste into another terminal, in this checkout, with the value of a person of yours:");
        output.Text();
        output.Line($"as_operator=\"Authorization: Bearer $(cat '{operatorToken}')\"");
        if (settings.MapFile is null)
        {
            WriteSample(output, at, data);
        }
        else
        {
            WriteOwn(output, at, data, identifier);
        }
    }

    private static void WriteSample(Output output, string at, string data)
    {
        output.Text();
        output.Text("# A copy of one person's data: submit, wait, download. Only the person may download, signed in within 10 minutes.");
        output.Line($"id=$({Submit(at, "access", "user_id", "1")})");
        output.Line($"{Wait(at)}; {Download(at, "user_id=1", data)}");
        output.Text();
        output.Text("# What a deletion would do. It waits out 7 days of grace, in which it can be cancelled.");
        output.Line($"id=$({Submit(at, "deletion", "user_id", "2")})");
        output.Line($"curl -sS -H \"$as_operator\" {at}/api/requests/$id/plan; echo");
        output.Line($"curl -sS -H \"$as_operator\" -X POST {at}/api/requests/$id/cancel; echo");
        output.Text();
        output.Text("# Delete that person without grace: submit, wait, receipt. Asked again, there is nobody, and so no receipt.");
        output.Line($"id=$({Submit(at, "deletion", "user_id", "2", ",\"waiveGrace\":true")})");
        output.Line($"{Wait(at)}; curl -sS -H \"$as_operator\" {at}/api/requests/$id/receipt; echo");
        output.Text();
        output.Text("# All requests; one that cannot be; the state of the sources.");
        output.Line($"curl -sS -H \"$as_operator\" {at}/api/requests; echo");
        output.Line($"curl -sS -H \"$as_operator\" {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"everything\"}}'; echo");
        output.Line($"curl -sS -H \"$as_operator\" {at}/api/health; echo");
    }

    private static void WriteOwn(Output output, string at, string data, string identifier)
    {
        output.Line($"curl -sS -H \"$as_operator\" {at}/api/health; echo");
        output.Line($"id=$({Submit(at, "access", identifier, "…")})");
        output.Line($"{Wait(at)}; {Download(at, $"{identifier}=…", data)}");
    }

    private static string Wait(string at) =>
        $"until curl -sS -H \"$as_operator\" {at}/api/requests/$id | grep -qE '\"status\":\"(completed|failed|cancelled|waiting)\"'; do sleep 1; done";

    private static string Download(string at, string person, string data) => $"./run archive download $id --host {at} --person {person}{data} --to my-data && unzip -l 'my-data/*.zip'";

    private static string Submit(string at, string kind, string identifier, string value, string more = "") =>
        $"curl -sS -H \"$as_operator\" {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"{kind}\",\"identifiers\":{{\"{identifier}\":\"{value}\"}}{more}}}' | grep -o '\"id\":\"[^\"]*' | cut -d'\"' -f4";
}
