using System.Security.Cryptography;
using System.Text;
using DataRights.Deletion.Receipts;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using static System.Net.WebUtility;

namespace DataRights.Api.Receipts;

/// <summary>
/// A receipt as a page for people: one file without scripts, images or addresses of others, every text escaped, readable in light and dark and on
/// paper. It says the same as the receipt and proves nothing: what can be checked is the receipt itself.
/// </summary>
internal static class ReceiptPage
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:light-dark(#1b1b1b,#e8e8e8);background:light-dark(#fff,#161616)}
        h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
        table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid light-dark(#c4c4c4,#555);padding:.3rem .5rem;text-align:right;overflow-wrap:anywhere}
        th:first-child,td:first-child{text-align:left}code{overflow-wrap:anywhere}
        @media print{body{margin:0;max-width:none;color:#000;background:#fff}h2{break-after:avoid}tr{break-inside:avoid}}
        """;

    /// <summary>What a browser may do with the page: apply this very style, and nothing else.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IResult Of(HttpResponse response, JObject receipt, IReadOnlyList<JObject> supplements)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(Render(receipt, supplements), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static string Render(JObject receipt, IReadOnlyList<JObject> supplements) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Receipt of a deletion</title><style>{Style}</style></head>
        <body>
        <h1>Receipt of a deletion</h1>
        {Paragraphs(ReceiptSentences.Origin(receipt))}
        <h2>What was done</h2>
        {Paragraphs(ReceiptSentences.Done(receipt))}
        {Table(receipt)}
        {Section("What remains, and others who had the data", ReceiptSentences.Remaining(receipt))}
        {string.Concat(supplements.Select(s => Section($"Added on {ReceiptSentences.Moment(s, "issued")}", ReceiptSentences.Added(s))))}
        <h2>How to check it</h2>
        {Checking(receipt)}
        <h2>Questions and complaints</h2>
        <p>{HtmlEncode(ReceiptSentences.Text(receipt, "controller.name"))} answers questions: {HtmlEncode(ReceiptSentences.Text(receipt, "controller.contact"))}.{Complaints(receipt)}</p>
        </body>
        </html>

        """;

    private static string Checking(JObject receipt) => receipt["signature"] is null
        ? "<p>This receipt was issued before receipts were signed. Only who issued it can confirm it.</p>"
        : $"""
        <p>This page repeats what the receipt says; the proof is the receipt's own file. Save the file (the same address, without asking for a page), and the
        public keys from <code>/.well-known/data-rights-keys.json</code> at the same host. Then <code>datarights verify receipt FILE --keys KEYS</code> checks it
        without asking anybody; any program that checks a JWS (RFC 7515) with ES256 can, too. With the opening that was given when the deletion was asked
        for, <code>--opening OPENING</code> shows that the receipt is yours.</p>
        <p>In the ledger it is chain <code>{HtmlEncode(ReceiptSentences.Text(receipt, "ledger.reference"))}</code>, vouched for on
        <code>{HtmlEncode(ReceiptSentences.Text(receipt, "ledger.anchor.day"))}</code> by <code>{HtmlEncode(ReceiptSentences.Text(receipt, "ledger.anchor.hash"))}</code>.</p>
        """;

    private static string Complaints(JObject receipt) =>
        receipt.SelectToken("controller.complaintTo") is null ? "" : $" Complaints may be made to {HtmlEncode(ReceiptSentences.Text(receipt, "controller.complaintTo"))}.";

    private static string Table(JObject receipt) =>
        $"<table><thead><tr><th>Records</th><th>Found</th><th>Deleted</th><th>Anonymized</th><th>Retained</th></tr></thead><tbody>{string.Concat(ReceiptSentences.Each(receipt, "collections").Select(Row))}</tbody></table>";

    private static string Row(JObject collection) =>
        $"<tr><td>{HtmlEncode(ReceiptSentences.Text(collection, "name"))}</td><td>{ReceiptSentences.Count(collection, "located")}</td><td>{ReceiptSentences.Count(collection, "deleted")}</td>"
        + $"<td>{ReceiptSentences.Count(collection, "anonymized")}</td><td>{ReceiptSentences.Each(collection, "retained").Sum(r => (long?)r["rows"] ?? 0):N0}</td></tr>";

    private static string Section(string heading, IReadOnlyList<string> sentences) => sentences.Count == 0 ? "" : $"<h2>{HtmlEncode(heading)}</h2>\n{Paragraphs(sentences)}";

    private static string Paragraphs(IEnumerable<string> sentences) => string.Concat(sentences.Select(s => $"<p>{HtmlEncode(s)}</p>\n"));
}
