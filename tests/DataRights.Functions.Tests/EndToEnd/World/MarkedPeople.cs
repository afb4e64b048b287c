using DataRights.Cli.Tests.Canaries;
using DataRights.EndToEnd.Tests.Sample;
using Microsoft.Data.Sqlite;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>Gives some of the sample's people names, addresses and words that are found again wherever they show.</summary>
internal static class MarkedPeople
{
    private const string Mark =
        """
        update newsletter_subscribers set email = $email where lower(email) = (select lower(email) from users where id = $id);
        update contact_messages set email = $email, body = $body where user_id = $id or lower(email) = (select lower(email) from users where id = $id);
        update users set email = $email, name = $name, google_oauth_subject = $subject where id = $id;
        update comments set body = $body, author_name = $name where author_id = $id;
        update invoices set billed_name = $name, billed_email = $email where user_id = $id;
        """;

    public static async Task MarkAsync(SampleCopy sample, CanaryBook book, IEnumerable<long> people, CancellationToken cancellationToken)
    {
        await using var connection = await sample.OpenAsync(cancellationToken);
        foreach (var person in people)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Mark;
            command.Parameters.Add(new SqliteParameter("$id", person));
            foreach (var (name, value) in Values(book, person))
            {
                command.Parameters.Add(new SqliteParameter(name, value));
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static IEnumerable<(string Name, string Value)> Values(CanaryBook book, long person) =>
    [
        ("$email", book.Whole($"the email of {person}", book.New($"the mailbox of {person}") + "@people.example")),
        ("$name", book.New($"the name of {person}")),
        ("$subject", book.New($"the sign-in of {person}")),
        ("$body", book.New($"the words of {person}")),
    ];
}
