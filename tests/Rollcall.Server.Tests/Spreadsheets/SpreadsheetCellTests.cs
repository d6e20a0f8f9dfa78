using Rollcall.Server.Spreadsheets;

namespace Rollcall.Server.Tests.Spreadsheets;

/// <summary>Values in files that people open with a spreadsheet.</summary>
public sealed class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 170 1234567", "'+49 170 1234567")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("  =1", "'  =1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("ü@x.example", "ü@x.example")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void No_value_becomes_a_formula_and_none_breaks_its_cell(string? value, string cell) =>
        Assert.Equal(cell, SpreadsheetCell.Of(value));
}
