using Azure.Core;
using Azure.Identity;
using DataRights.Sources;

namespace DataRights.Azure.Identity;

/// <summary>
/// Signs in to Azure Database for PostgreSQL with an Entra token in place of a password. A token is used again until five
/// minutes before it ends; sessions that are open outlive it. The database role is the identity's name, in the connection
/// string as <c>Username</c>.
/// </summary>
public sealed class EntraPasswords(TokenCredential credential, TimeProvider time) : IPasswordSource, IDisposable
{
    private static readonly TokenRequestContext Scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim asking = new(1, 1);
    private volatile Held? held;

    public async ValueTask<string> GetAsync(string source, CancellationToken cancellationToken)
    {
        if (Good() is { } known)
        {
            return known;
        }

        // One asks; the others of a burst of connections wait for its answer.
        await asking.WaitAsync(cancellationToken);
        try
        {
            if (Good() is { } meanwhile)
            {
                return meanwhile;
            }

            var token = await credential.GetTokenAsync(Scope, cancellationToken);
            held = new Held(token.Token, token.ExpiresOn - Margin);
            return token.Token;
        }
        catch (CredentialUnavailableException)
        {
            throw new SourceException(source, "no-credential", transient: false);
        }
        catch (AuthenticationFailedException)
        {
            throw new SourceException(source, "sign-in-failed", transient: true);
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private string? Good() => held is { } token && time.GetUtcNow() < token.Until ? token.Token : null;

    private sealed record Held(string Token, DateTimeOffset Until);
}
