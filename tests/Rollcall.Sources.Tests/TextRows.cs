using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Tests;

/// <summary>Keeps the text of each row's first wanted column.</summary>
internal sealed class TextRows : IMemberSink
{
    public List<string> First { get; } = [];

    public void Add(in MemberRow row) => First.Add(Encoding.UTF8.GetString(row[0].Text));
}
