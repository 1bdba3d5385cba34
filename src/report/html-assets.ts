// The style sheet and the script of the HTML report. The page is whole without the script: it only filters, searches,
// and opens everything for printing.

export const STYLE = `
:root{color-scheme:light dark;--back:#fff;--text:#1c1e21;--soft:#5c6470;--line:#d9dde3;--card:#f6f7f9;--code:#eef0f3;
--error:#b3261e;--warning:#8a5a00;--good:#1a6b37;--accent:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--back:#15181c;--text:#e6e8eb;--soft:#a3abb6;--line:#343a42;--card:#1d2126;--code:#252a31;
--error:#ff8a80;--warning:#f2c14e;--good:#7fd69b;--accent:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:74rem;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}p{margin:.25rem 0}
.soft{color:var(--soft)}code,pre,.path{font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;padding:0;list-style:none}
.tiles li{flex:1 1 8rem;padding:.75rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.tiles b{display:block;font-size:1.6rem;line-height:1.2}.tiles .error b,.error>.severity{color:var(--error)}
.tiles .warning b,.warning>.severity{color:var(--warning)}.tiles .good b{color:var(--good)}
form{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:1rem 0}label{display:grid;flex:0 1 11rem;gap:.2rem;font-size:.875rem;color:var(--soft)}
input,select{font:inherit;height:2.4rem;padding:.4rem .6rem;color:var(--text);background:var(--back);border:1px solid var(--line);border-radius:.4rem;width:100%}
@media(max-width:30rem){label{flex-basis:100%}}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details.cause{border:1px solid var(--line);border-radius:.5rem;margin:.6rem 0;background:var(--card)}
details.cause>summary{cursor:pointer;padding:.7rem 1rem;display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline}
summary .severity{font-weight:600}summary .message{font-weight:600;flex:1 1 20rem;overflow-wrap:anywhere}
.body{padding:0 1rem 1rem;border-top:1px solid var(--line)}
pre{background:var(--code);padding:.7rem .9rem;border-radius:.4rem;overflow-x:auto;margin:.75rem 0}
pre mark{background:none;color:var(--error);font-weight:700}
dl{display:grid;grid-template-columns:minmax(5rem,max-content) 1fr;gap:.3rem 1rem;margin:.75rem 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
dd ul{margin:0;padding-left:1.1rem}a{color:var(--accent)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:right}
th{font-weight:500;text-align:left}td.zero{color:var(--soft)}
svg.focus{max-width:none;display:block;margin:.75rem 0}.box rect{fill:var(--back);stroke:var(--line)}
.box text{fill:var(--text);font:12px ui-monospace,SFMono-Regular,Consolas,monospace;text-anchor:middle}
.box.entry rect{stroke:var(--accent)}.box.importer rect{stroke:var(--warning)}
.box.ghost rect{stroke:var(--error);stroke-dasharray:5 4;fill:none}.box.ghost text{fill:var(--error)}
.edge{fill:none;stroke:var(--soft);stroke-width:1.2}.tip{fill:var(--soft)}.edge.ghost{stroke:var(--error);stroke-dasharray:5 4}.tip.ghost{fill:var(--error)}
.empty{padding:2rem;text-align:center;border:1px dashed var(--line);border-radius:.5rem}[hidden]{display:none!important}
@media print{pre{white-space:pre-wrap}pre,svg,.tiles li{break-inside:avoid}form,details.cause details:not([open]){display:none}
details.cause{background:none}summary{break-after:avoid}dt,dd,li{break-inside:avoid}body{max-width:none;padding:0}}
`;

export const SCRIPT = `
const causes=[...document.querySelectorAll('details.cause')];
const form=document.querySelector('form');
const texts=new Map();
const status=document.querySelector('#shown');
function filter(){
  const data=new FormData(form);
  const words=String(data.get('text')).toLowerCase().split(/\\s+/).filter(Boolean);
  let shown=0;
  for(const cause of causes){
    const fits=['severity','rule','when'].every((key)=>!data.get(key)||cause.dataset[key]===data.get(key));
    const text=texts.get(cause)??cause.textContent.toLowerCase();
    texts.set(cause,text);
    cause.hidden=!(fits&&words.every((word)=>text.includes(word)));
    if(!cause.hidden)shown++;
  }
  status.textContent=shown+' of '+causes.length+' shown';
}
if(form){form.hidden=false;form.addEventListener('input',filter);form.addEventListener('submit',(event)=>event.preventDefault());filter();}
let closed=[];
addEventListener('beforeprint',()=>{closed=causes.filter((cause)=>!cause.open);for(const cause of closed)cause.open=true;});
addEventListener('afterprint',()=>{for(const cause of closed)cause.open=false;});
`;
