using System.Data.Common;
using System.Globalization;
using DataRights.Sources;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Retention;

/// <summary>
/// One row of <c>data_rights_effects</c> that every destruction holds from its first statement to its commit. Whoever places a
/// legal hold counts it on: that waits for destructions under way, and those that come read the holds anew.
/// </summary>
internal sealed class HoldGate(SqlDatabase database)
{
    private const string Row = "request = 'retention' and step = '#gate'";

    public async Task<bool> PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await new EffectLog(database).PrepareAsync(connection, cancellationToken);
        await RetentionCommands.ExecuteAsync(connection, null, "insert into data_rights_effects (request, step, epoch, outcome) select 'retention', '#gate', 0, '' where true on conflict (request, step) do nothing", cancellationToken);
        return true;
    }

    public async Task<long> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await PrepareAsync(connection, cancellationToken);
        return Convert.ToInt64(await RetentionCommands.ScalarAsync(connection, null, $"select epoch from data_rights_effects where {Row}", cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps the gate where it is until the transaction ends.</summary>
    /// <exception cref="FencedException">It does not stand where it is expected: holds may have changed.</exception>
    public static async Task HoldAsync(long? expected, string rowLock, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (expected is { } gate && await RetentionCommands.ScalarAsync(connection, transaction, $"select epoch from data_rights_effects where {Row}{rowLock}", cancellationToken) is var found
            && (found is null || Convert.ToInt64(found, CultureInfo.InvariantCulture) != gate))
        {
            throw new FencedException("retention");
        }
    }

    public async Task<int> RaiseAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await PrepareAsync(connection, cancellationToken);
        return await RetentionCommands.ExecuteAsync(connection, null, $"update data_rights_effects set epoch = epoch + 1 where {Row}", cancellationToken);
    }
}
