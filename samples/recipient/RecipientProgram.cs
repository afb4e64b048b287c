using System.Globalization;

namespace DataRights.Samples.Recipient;

/// <summary>The command line of the stand-in. Exit code 0 when it was stopped, 2 when an option cannot be used.</summary>
public static class RecipientProgram
{
    private const string Usage = """
        --secrets FILE      the secrets that calls are signed with, one a line (needed)
        --database FILE     where the customers lie; default recipient.db
        --people FILE       the PythonPro sample's SQLite database: its accounts become customers
        --port N            on 127.0.0.1; default 7090
        --confirm HOW       answer, callback or poll; default answer
        --fail first=N      answers the first N calls with 500
        --refuse            refuses every deletion
        --slow SECONDS      takes so long to answer
        --down SECONDS      cuts every connection for so long
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var settings = Read(args);
            await using var host = await RecipientHost.StartAsync(settings, TimeProvider.System, CancellationToken.None);
            Console.WriteLine($"The stand-in recipient takes deletions at {host.Address}. Stop it with Ctrl+C.");
            await host.WaitAsync();
            return 0;
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message + Environment.NewLine + Usage);
            return 2;
        }
    }

    private static RecipientSettings Read(string[] args)
    {
        var settings = new RecipientSettings { Database = "recipient.db", SecretFile = "", Port = 7090 };
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new FormatException($"{args[i - 1]} needs a value.");
            settings = args[i] switch
            {
                "--secrets" => settings with { SecretFile = Value() },
                "--database" => settings with { Database = Value() },
                "--people" => settings with { People = Value() },
                "--port" => settings with { Port = Number(Value()) },
                "--confirm" => settings with { Behaviour = settings.Behaviour with { Confirm = Value() is "answer" or "callback" or "poll" ? args[i] : throw new FormatException("--confirm is answer, callback or poll.") } },
                "--fail" => settings with { Behaviour = settings.Behaviour with { FailFirst = Number(Value().Replace("first=", "", StringComparison.Ordinal)) } },
                "--refuse" => settings with { Behaviour = settings.Behaviour with { Refuses = true } },
                "--slow" => settings with { Behaviour = settings.Behaviour with { Slow = TimeSpan.FromSeconds(Number(Value())) } },
                "--down" => settings with { Behaviour = settings.Behaviour with { DownUntil = DateTimeOffset.UtcNow.AddSeconds(Number(Value())) } },
                _ => throw new FormatException($"There is no option {args[i]}."),
            };
        }

        return File.Exists(settings.SecretFile) ? settings : throw new FormatException("--secrets names no file.");
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no whole number.");
}
