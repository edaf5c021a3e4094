#include "photo/page_text.h"

namespace tucai::photo {
namespace {

// The inks are those of overlays (photo/pen.h); each has at least 4.5:1 on its paper, by day and by night.
constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1c2733;--quiet:#545f6c;--line:#d9dfe5;--paper:#fff;--ground:#f2f5f8;--pass:#1a6e43;--ask:#8a5a00;--refuse:#b3261e;--band:#00808f;--tint:#e8eef3;--zone:#4fae7b;--between:#e3b04b}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--quiet:#a9b4bf;--line:#36414c;--paper:#1b232b;--ground:#11171d;--pass:#79d3a0;--ask:#f0c063;--refuse:#ff9c92;--band:#5fd0dd;--tint:#26313b;--zone:#3c8f62;--between:#a67c22}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main{max-width:62rem;margin:0 auto;padding:clamp(.75rem,3vw,1.5rem)}
h1,h2,h3,p,ul,ol,figure{margin:0;padding:0}
ul,ol{list-style:none}
a{color:inherit}
h2{font-size:1.1rem;margin:1.8rem 0 .6rem}
h3{font-size:1rem}
.quiet{color:var(--quiet);font-size:.875rem}
.pass{--mark:var(--pass)}.ask{--mark:var(--ask)}.refuse,.error{--mark:var(--refuse)}
.lead{background:var(--paper);border-left:.45rem solid var(--mark);border-radius:.7rem;padding:1rem 1.1rem;display:grid;grid-template-columns:auto 1fr;gap:.2rem .9rem;align-items:center}
.lead .sign{grid-row:1/3;width:3rem;height:3rem;border-radius:50%;border:.2rem solid var(--mark);color:var(--mark);font-size:1.6rem;font-weight:700;display:grid;place-items:center;line-height:1}
.lead.refuse .sign,.lead.error .sign{border-radius:.5rem;background:var(--mark);color:var(--paper)}
.lead h1{font-size:1.25rem;color:var(--mark);line-height:1.25}
.lead .thing{font-size:1.3rem;font-weight:700;line-height:1.35}
.counts{display:flex;flex-wrap:wrap;gap:.35rem 1rem;margin:.7rem 0 1rem;font-size:.9rem}
.counts b{color:var(--mark,var(--quiet))}
.pictures{display:flex;gap:1rem;align-items:flex-start;margin-top:1rem}
.pictures figure{min-width:0}
.pictures .shot{flex:var(--shot) 1 0}.pictures .photo{flex:var(--photo) 1 0}
.marked{position:relative;display:block;line-height:0}
.marked img,.photo img{width:100%;height:auto;display:block;border-radius:.3rem}
.marked svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.photo .none{border:.125rem dashed var(--quiet);border-radius:.3rem;display:grid;place-items:center;text-align:center;padding:.8rem;color:var(--quiet)}
figcaption{font-size:.875rem;color:var(--quiet);margin-top:.35rem;line-height:1.4}
svg .rim{fill:none;stroke:#fff;stroke-width:5;stroke-opacity:.8;vector-effect:non-scaling-stroke}
svg .box{fill:none;stroke-width:2.5;vector-effect:non-scaling-stroke}
svg .refuse .box{stroke:#b3261e}svg .ask .box{stroke:#8a5a00;stroke-dasharray:9 6}
svg .frame{fill:none;stroke:#1c2733;stroke-width:1.5;vector-effect:non-scaling-stroke}
svg .dim{fill:#0d141f;fill-opacity:.28;fill-rule:evenodd}
svg .refuse .badge{fill:#b3261e;stroke:#fff;stroke-width:1.5;vector-effect:non-scaling-stroke}
svg .ask .badge{fill:#fff;stroke:#8a5a00;stroke-width:2.5;vector-effect:non-scaling-stroke}
svg text{font-weight:700;text-anchor:middle;dominant-baseline:central}
svg .refuse text{fill:#fff}svg .ask text{fill:#8a5a00}
.finding{background:var(--paper);border-radius:.7rem;padding:.9rem 1rem;margin-bottom:.7rem;display:grid;grid-template-columns:8.5rem 1fr;gap:.3rem 1rem;break-inside:avoid}
.finding.plain{grid-template-columns:1fr}
.finding header{grid-column:1/-1;display:flex;flex-wrap:wrap;align-items:center;gap:.2rem .6rem}
.finding .crop{align-self:start}
.number{flex:none;min-width:1.9rem;height:1.9rem;padding:0 .3rem;display:grid;place-items:center;font-weight:700;line-height:1;border:.16rem solid var(--mark);color:var(--mark);border-radius:1rem}
.refuse .number{background:var(--mark);color:var(--paper);border-radius:.35rem}
.word{margin-left:auto;color:var(--mark);font-weight:700;white-space:nowrap}
.fix{font-weight:700;margin-top:.35rem}
.fix::before{content:"→ "}
.bar{position:relative;height:.8rem;margin:.75rem 0 .45rem;border-radius:.4rem;overflow:visible;background:repeating-linear-gradient(135deg,var(--line) 0 4px,var(--tint) 4px 8px);-webkit-print-color-adjust:exact;print-color-adjust:exact}
.bar i{position:absolute;top:0;bottom:0;display:block}
.bar .between{background:var(--between)}
.bar .zone{background:var(--zone)}
.bar .value{width:.25rem;margin-left:-.125rem;top:-.4rem;bottom:-.4rem;background:var(--ink);border-radius:.1rem;box-shadow:0 0 0 .125rem var(--paper)}
.legend{display:flex;flex-wrap:wrap;gap:.1rem .9rem;font-size:.85rem;color:var(--quiet)}
.legend span::before{content:"";display:inline-block;width:.8rem;height:.6rem;margin-right:.3rem;border-radius:.15rem;background:var(--zone);-webkit-print-color-adjust:exact;print-color-adjust:exact}
.legend .between::before{background:var(--between)}
.legend .value{color:var(--ink);font-weight:700}
.legend .value::before{width:.25rem;height:.9rem;background:var(--ink);vertical-align:-.1rem}
details{background:var(--paper);border-radius:.7rem;padding:.7rem 1rem}
details{margin-top:1.8rem}
summary{cursor:pointer;color:var(--pass)}
summary h2{display:inline;margin:0}
details li{padding:.55rem 0;border-top:1px solid var(--line)}
details ul{margin-top:.6rem}
.notice{margin-top:.6rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.7rem}
.notice section{background:var(--paper);border-radius:.7rem;padding:.8rem 1rem;break-inside:avoid}
.notice h3 b{display:inline-grid;place-items:center;min-width:1.5rem;height:1.5rem;border-radius:50%;background:var(--tint);margin-right:.45rem;font-size:.85rem}
.notice li{position:relative;padding:.15rem 0 .15rem 1.45rem;font-size:.93rem}
.notice li::before{content:"";position:absolute;left:.1rem;top:.5rem;width:.8rem;height:.8rem;border:.1rem solid var(--quiet);border-radius:.15rem}
footer{margin-top:1.6rem;border-top:1px solid var(--line);padding-top:.8rem}
code{font:.85em ui-monospace,monospace}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;margin:1rem 0}
.tile{background:var(--paper);border-radius:.7rem;padding:.7rem 1rem;border-left:.35rem solid var(--mark);text-decoration:none;display:block}
.tile b{display:block;font-size:1.6rem;line-height:1.2;color:var(--mark)}
.card{background:var(--paper);border-radius:.7rem;margin-bottom:.5rem;content-visibility:auto;contain-intrinsic-size:auto 6.5rem;break-inside:avoid}
.card a{display:grid;grid-template-columns:4.5rem 1fr;gap:.9rem;padding:.6rem .8rem;text-decoration:none;align-items:center}
.card img,.card .none{width:4.5rem;height:5.6rem;object-fit:contain;background:var(--tint);border-radius:.3rem;display:grid;place-items:center;color:var(--quiet)}
.card .name{font-weight:700}
.card .said{color:var(--mark);font-weight:700}
a:focus-visible,summary:focus-visible{outline:.18rem solid var(--band);outline-offset:.15rem}
@media(max-width:35rem){.pictures{flex-wrap:wrap}.pictures .shot{flex:1 0 100%}.pictures .photo{flex:0 0 calc(var(--photo)/var(--shot)*100%);max-width:100%}.pictures .photo:has(.none){flex-basis:100%}.photo .none{aspect-ratio:auto!important}.finding{grid-template-columns:6rem 1fr;gap:.3rem .8rem;padding:.8rem}.finding.plain{grid-template-columns:1fr}.word{margin-left:2.5rem;flex-basis:100%}.lead .thing{font-size:1.15rem}.finding .wide{grid-column:1/-1}}
@media print{:root{color-scheme:light;--ink:#000;--quiet:#444;--line:#bbb;--paper:#fff;--ground:#fff;--pass:#1a6e43;--ask:#8a5a00;--refuse:#b3261e;--tint:#eee;--zone:#4fae7b;--between:#e3b04b}main{max-width:none;padding:0}.lead,.finding,details,.notice section,.tile,.card{border:1px solid var(--line)}.lead,.tile{border-left:.45rem solid var(--mark)}details::details-content{content-visibility:visible;block-size:auto}.pictures{break-inside:avoid}}
)";

} // namespace

std::string_view page_style()
{
    return style;
}

} // namespace tucai::photo
