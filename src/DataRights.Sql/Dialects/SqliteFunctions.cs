using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace DataRights.Sql.Dialects;

/// <summary>Functions that SQLite lacks; registered on every connection.</summary>
internal static class SqliteFunctions
{
    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>("dr_lower", s => s?.ToLowerInvariant(), isDeterministic: true);
        connection.CreateFunction<string?, string?>("dr_sha256", s => s is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(s))), isDeterministic: true);
#pragma warning disable CA5351 // Joins with stores that key by MD5 (Gravatar and the like); nothing is protected by it.
        connection.CreateFunction<string?, string?>("dr_md5", s => s is null ? null : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(s))), isDeterministic: true);
#pragma warning restore CA5351
        connection.CreateFunction<string?, string?>("dr_truncate_ip", TruncateIp, isDeterministic: true);
    }

    /// <summary>IPv4 to /24, IPv6 to /48. What is no address becomes null: never kept whole by mistake.</summary>
    public static string? TruncateIp(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6, bytes.Length - (address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6));
        return new IPAddress(bytes).ToString();
    }
}
